import { memo, useEffect, useRef, useState } from 'react';
import { lazyPart } from '../controls/lazy-part';
import { ErrorBoundary } from '../states/error-boundary';
import { Panel, type PanelProps } from './panel';
import styles from './panels.module.css';

interface Props extends PanelProps {
  readonly watch: ViewportWatch;
  /** It can be dragged and sized. */
  readonly arranges: boolean;
}

const OtherPanel = lazyPart<PanelProps>(() => import('./kinds/other-panel').then((module) => module.OtherPanel));

/** A place of fixed size in the grid; holds the panel only while it is near the viewport. */
export const PanelSlot = memo(function PanelSlot({ watch, arranges, ...panel }: Props) {
  const element = useRef<HTMLDivElement>(null);
  const [near, setNear] = useState(false);
  useEffect(() => (element.current ? watch.observe(element.current, setNear) : undefined), [watch]);
  const Kind = (panel.options.kind ?? 'line') === 'line' ? Panel : OtherPanel;
  return (
    <div ref={element} className={styles.slot} data-slot={panel.panel.id}>
      {near ? (
        <ErrorBoundary text="This chart failed.">
          <Kind {...panel} />
        </ErrorBoundary>
      ) : null}
      {arranges ? <span className={styles.corner} data-corner="" aria-hidden="true" /> : null}
    </div>
  );
});

/** Mounts what comes within one screen of the viewport, unmounts what is two screens away. */
export class ViewportWatch {
  private readonly listeners = new WeakMap<Element, (near: boolean) => void>();
  private observers: { readonly enters: IntersectionObserver; readonly leaves: IntersectionObserver } | null = null;

  observe(element: Element, listener: (near: boolean) => void): () => void {
    this.listeners.set(element, listener);
    const { enters, leaves } = (this.observers ??= this.watching(scrollerOf(element)));
    enters.observe(element);
    leaves.observe(element);
    return () => {
      enters.unobserve(element);
      leaves.unobserve(element);
    };
  }

  /** A margin counts only around the element that scrolls: around one further out, what is clipped stays out of sight. */
  private watching(root: Element | null) {
    return {
      enters: new IntersectionObserver((entries) => this.tell(entries, true), { root, rootMargin: '100% 0px' }),
      leaves: new IntersectionObserver((entries) => this.tell(entries, false), { root, rootMargin: '200% 0px' }),
    };
  }

  private tell(entries: readonly IntersectionObserverEntry[], near: boolean): void {
    for (const { target, isIntersecting } of entries) if (isIntersecting === near) this.listeners.get(target)?.(near);
  }
}

/** The nearest ancestor that scrolls up and down: the page's main part, or a run's tab. */
function scrollerOf(element: Element): Element | null {
  for (let above = element.parentElement; above; above = above.parentElement)
    if (/auto|scroll/.test(getComputedStyle(above).overflowY)) return above;
  return null;
}
