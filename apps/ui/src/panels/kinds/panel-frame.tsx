import type { ReactNode } from 'react';
import { PanelMenu } from '../panel-menu';
import type { PanelProps } from '../panel';
import { PanelTitle } from '../panel-title';
import panels from '../panels.module.css';

interface Props {
  readonly props: PanelProps;
  readonly state: 'loading' | 'ready' | 'empty' | 'error';
  /** Lines, bars, points: what is drawn. */
  readonly count?: number | undefined;
  readonly foot?: ReactNode;
  readonly onCsv?: (() => void) | undefined;
  readonly children: ReactNode;
}

/** The head, menu and size that panels of every kind share. */
export function PanelFrame({ props, state, count, foot, onCsv, children }: Props) {
  const { panel, options, actions, fullScreen = false } = props;
  const title = options.title ?? panel.title;
  return (
    <div
      className={panels.panel}
      role="group"
      aria-label={title}
      tabIndex={0}
      data-testid="panel"
      data-key={panel.id}
      data-kind={options.kind}
      data-series={count}
      data-state={state}
      aria-busy={state === 'loading' || undefined}
    >
      <div className={panels.panelHead} data-drag="">
        <PanelTitle title={title} match={props.match} />
        <PanelMenu id={panel.id} title={title} actions={actions} fullScreen={fullScreen} onCsv={onCsv} />
      </div>
      <div className={panels.plotArea}>{children}</div>
      {foot ? <div className={panels.foot}>{foot}</div> : null}
    </div>
  );
}
