import {
  Controller,
  HttpCode,
  RequestMapping,
  RequestMethod,
  UseFilters,
  UseGuards,
  UseInterceptors,
  applyDecorators,
} from '@nestjs/common';
import { AnswerWriter } from './answer-writer';
import { type Call, TheCall } from './call';
import type { AnswerOf, Endpoint } from './endpoint';
import { EndpointGate } from './endpoint-gate';
import { attachEndpoint } from './endpoint-metadata';
import { ProblemFilter } from './problem.filter';

export const API_ROOT = '/api/v1';

/** A controller of `/api/v1`. Its handlers are declared with `Serve`; the gate refuses any other. */
export function ApiController(): ClassDecorator {
  return applyDecorators(Controller(API_ROOT), UseGuards(EndpointGate), UseInterceptors(AnswerWriter), UseFilters(ProblemFilter));
}

type Handler<E extends Endpoint> = (call: Call<E>) => Promise<AnswerOf<E>>;

/** Serves `declared` with the method below; its one parameter is the call. */
export function Serve<E extends Endpoint>(declared: E) {
  return <Method extends Handler<E>>(target: object, name: string, descriptor: TypedPropertyDescriptor<Method>): void => {
    TheCall()(target, name, 0);
    const method = { path: declared.path, method: RequestMethod[declared.method] };
    RequestMapping(method)(target, name, descriptor);
    HttpCode(declared.answer === 'nothing' ? 204 : 200)(target, name, descriptor);
    if (descriptor.value) attachEndpoint(descriptor.value, declared);
  };
}
