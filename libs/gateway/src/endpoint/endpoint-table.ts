import { Injectable, type Type } from '@nestjs/common';
import type { Endpoint } from './endpoint';
import { endpointsOf } from './endpoint-metadata';

/** Every endpoint of `/api/v1`, read from the controllers that serve them. */
@Injectable()
export class EndpointTable {
  readonly endpoints: readonly Endpoint[];

  constructor(controllers: readonly Type[]) {
    this.endpoints = controllers.flatMap((controller) => endpointsOf(controller));
  }
}
