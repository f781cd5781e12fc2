import { Injectable } from '@nestjs/common';
import { BodyBudget, collectBody } from '@runstead/run-commands';
import type { FastifyRequest } from 'fastify';
import { type Body, encodingOf, unpack } from './read-body';
import { Turns } from './turns';

/** Unpacking shares its threads with the disk: more at once, and the log would wait for them. */
const UNPACKED_AT_ONCE = 2;

/** Reads bodies of the wandb protocol, for callers that are known already: nothing is read for a stranger. */
@Injectable()
export class RequestBodies {
  private readonly turns = new Turns(UNPACKED_AT_ONCE);

  constructor(private readonly budget: BodyBudget) {}

  /**
   * Gives the decoded body to `use`, at most `limit` bytes before and after decoding, and holds its share of the budget
   * until `use` is done with it. Throws `OverloadedError` when there is no room for it now, `ClientGoneError` when it
   * never came.
   */
  async read<T>(request: FastifyRequest, limit: number, use: (body: Body) => Promise<T>): Promise<T> {
    const announced = Number(request.headers['content-length'] ?? 0);
    if (announced > limit) return use({ kind: 'too-large' });
    const share = this.budget.share(announced);
    try {
      const raw = await collectBody(request.body, limit, share);
      if (raw === 'no-room') throw this.budget.overloaded();
      if (raw === 'too-large') return await use({ kind: 'too-large' });
      const encoding = encodingOf(request.headers['content-encoding']);
      if (encoding === null) return await use({ kind: 'bytes', bytes: raw });
      const body = await this.turns.take(async () => unpack(raw, encoding, limit));
      if (body.kind === 'bytes' && !share.take(body.bytes.length)) throw this.budget.overloaded();
      return await use(body);
    } finally {
      share.giveBack();
    }
  }
}
