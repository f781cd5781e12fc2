import { memo, useEffect, useRef, useState } from 'react';
import { ErrorBoundary } from '../states/error-boundary';
import { Panel, type PanelProps } from './panel';
import styles from './panels.module.css';

interface Props extends PanelProps {
  readonly watch: ViewportWatch;
}

/** A place of fixed size in the grid; holds the panel only while it is near the viewport. */
export const PanelSlot = memo(function PanelSlot({ watch, ...panel }: Props) {
  const element = useRef<HTMLDivElement>(null);
  const [near, setNear] = useState(false);
  useEffect(() => (element.current ? watch.observe(element.current, setNear) : undefined), [watch]);
  return (
    <div ref={element} className={styles.slot}>
      {near ? (
        <ErrorBoundary text="This chart failed.">
          <Panel {...panel} />
        </ErrorBoundary>
      ) : null}
    </div>
  );
});

/** Mounts what comes within one screen of the viewport, unmounts what is two screens away. */
export class ViewportWatch {
  private readonly listeners = new WeakMap<Element, (near: boolean) => void>();
  private readonly enters: IntersectionObserver;
  private readonly leaves: IntersectionObserver;

  constructor(root: Element | null) {
    this.enters = new IntersectionObserver((entries) => this.tell(entries, true), { root, rootMargin: '100% 0px' });
    this.leaves = new IntersectionObserver((entries) => this.tell(entries, false), { root, rootMargin: '200% 0px' });
  }

  observe(element: Element, listener: (near: boolean) => void): () => void {
    this.listeners.set(element, listener);
    this.enters.observe(element);
    this.leaves.observe(element);
    return () => {
      this.enters.unobserve(element);
      this.leaves.unobserve(element);
    };
  }

  private tell(entries: readonly IntersectionObserverEntry[], near: boolean): void {
    for (const { target, isIntersecting } of entries) if (isIntersecting === near) this.listeners.get(target)?.(near);
  }
}
