import { lazy, Suspense, type ComponentType } from 'react';

/**
 * A part that only a click opens (a menu, a dialog): its code, and the floating machinery under it, is fetched with the
 * first click and does not weigh on the first view.
 */
export function lazyPart<Props extends object>(load: () => Promise<ComponentType<Props>>): ComponentType<Props> {
  const Part = lazy(async () => ({ default: await load() }));
  return function LazyPart(props: Props) {
    return (
      <Suspense fallback={null}>
        <Part {...props} />
      </Suspense>
    );
  };
}
