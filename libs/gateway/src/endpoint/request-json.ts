import { Injectable } from '@nestjs/common';
import { BodyBudget, OverloadedError, collectBody } from '@runstead/run-commands';
import type { FastifyRequest } from 'fastify';
import { ProblemError, invalid } from './problem';

const BODY_LIMIT = 4 * 1024 * 1024;
const JSON_TYPE = /^application\/(?:problem\+)?json\s*(?:;|$)/i;

/** Reads the JSON body of a request of our own API; the gate asks for it only when it knows who is calling. */
@Injectable()
export class RequestJson {
  constructor(private readonly budget: BodyBudget) {}

  /** Undefined for an empty body, and for one of another type: a form of a foreign page cannot send JSON without being asked. */
  async of(request: FastifyRequest): Promise<unknown> {
    if (!JSON_TYPE.test(request.headers['content-type'] ?? '')) return undefined;
    const bytes = await this.bytes(request);
    if (bytes.length === 0) return undefined;
    try {
      return JSON.parse(bytes.toString('utf8'));
    } catch {
      throw invalid('The body is not valid JSON.');
    }
  }

  private async bytes(request: FastifyRequest): Promise<Buffer> {
    const announced = Number(request.headers['content-length'] ?? 0);
    if (announced > BODY_LIMIT) throw tooLarge();
    const share = this.share(announced);
    try {
      const bytes = await collectBody(request.body, BODY_LIMIT, share);
      if (bytes === 'no-room') throw busy(this.budget.overloaded().retryAfterSeconds);
      if (bytes === 'too-large') throw tooLarge();
      return bytes;
    } finally {
      share.giveBack();
    }
  }

  private share(announced: number): ReturnType<BodyBudget['share']> {
    try {
      return this.budget.share(announced);
    } catch (error) {
      if (error instanceof OverloadedError) throw busy(error.retryAfterSeconds);
      throw error;
    }
  }
}

function tooLarge(): ProblemError {
  return new ProblemError(413, 'too-large', 'Request too large', 'The request is larger than 4 MiB.');
}

function busy(seconds: number): ProblemError {
  return new ProblemError(429, 'busy', 'Busy', `The server is busy; try again in ${seconds} s.`, { 'retry-after': String(seconds) });
}
