import { Button } from '../../controls/button';
import { EmptyRegion } from '../../states/empty-region';
import type { PanelProps } from '../panel';
import { PanelFrame } from './panel-frame';

/** A panel that has not been told what it shows. */
export function NeedsFields({ props, text }: { readonly props: PanelProps; readonly text: string }) {
  const { edit } = props.actions;
  return (
    <PanelFrame props={props} state="empty">
      <EmptyRegion text={text}>{edit ? <Button onClick={() => edit(props.panel.id)}>Choose</Button> : null}</EmptyRegion>
    </PanelFrame>
  );
}
