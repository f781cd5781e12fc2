import { createContext, use, useEffect, useState, useSyncExternalStore, type ReactNode } from 'react';
import { ChartTooltip } from './chart-tooltip';
import { HoverState } from './hover-state';

const HoverContext = createContext<HoverState | null>(null);

/** Links the charts, the sidebar and the one tooltip of a page. Nested providers share the outermost. */
export function HoverProvider({ children }: { readonly children: ReactNode }) {
  const outer = use(HoverContext);
  return outer ? children : <OutermostProvider>{children}</OutermostProvider>;
}

function OutermostProvider({ children }: { readonly children: ReactNode }) {
  const [state] = useState(() => new HoverState());
  useEffect(() => {
    const pressed = (event: KeyboardEvent): void => {
      if (event.key === 'Shift') state.freeze();
      if (event.key === 'Escape') state.release();
    };
    document.addEventListener('keydown', pressed);
    return () => document.removeEventListener('keydown', pressed);
  }, [state]);
  return (
    <HoverContext value={state}>
      {children}
      <ChartTooltip state={state} />
    </HoverContext>
  );
}

export function useHoverState(): HoverState {
  const state = use(HoverContext);
  if (!state) throw new Error('useHoverState needs a HoverProvider');
  return state;
}

/** Whether this run lights up now; draws again only when that changes. */
export function useIsHovered(run: string): boolean {
  const state = useHoverState();
  return useSyncExternalStore(state.subscribe, () => state.group() === run);
}
