import 'reflect-metadata';
import type { Endpoint } from './endpoint';

const KEY = 'runstead:endpoint';

export function attachEndpoint(handler: object, endpoint: Endpoint): void {
  Reflect.defineMetadata(KEY, endpoint, handler);
}

/** The declaration of a handler; undefined for a function that is none. */
export function endpointOf(handler: object): Endpoint | undefined {
  return Reflect.getMetadata(KEY, handler) as Endpoint | undefined;
}

/** All declarations of a controller class, in the order of its methods. */
export function endpointsOf(controller: abstract new (...args: never[]) => unknown): Endpoint[] {
  const prototype = controller.prototype as Record<string, unknown>;
  return Object.getOwnPropertyNames(prototype).flatMap((name) => {
    const member = Object.getOwnPropertyDescriptor(prototype, name)?.value as unknown;
    const found = typeof member === 'function' ? endpointOf(member) : undefined;
    return found ? [found] : [];
  });
}
