import { Injectable } from '@nestjs/common';
import { Ids } from '@runstead/run-domain';
import { Counter, Gauge, Registry } from 'prom-client';
import { jitteredSeconds } from '../jittered-seconds';
import { OverloadedError } from '../stream-post';

/** Bodies are copied a few times on their way (text, lines, records): this much of them is about 0.5 GB of the process. */
export const MOST_BODY_BYTES = 128 * 1024 * 1024;

/** What one request holds of the budget. */
export interface BodyShare {
  /** False when there is no room for so many more bytes: the request is to be shed. */
  take(bytes: number): boolean;
  /** Gives everything back; to be called once the request is answered. */
  giveBack(): void;
}

/**
 * How many bytes of request bodies are in memory at once, whoever sent them. Counted as they arrive and not as they are
 * announced: thousands of clients that announce much and send little must not keep others out.
 */
@Injectable()
export class BodyBudget {
  private held = 0;
  private readonly refused: Counter;

  constructor(
    private readonly ids: Ids,
    registry: Registry,
  ) {
    this.refused = new Counter({
      name: 'runstead_bodies_refused_total',
      help: 'Requests answered 429 because too many bytes of request bodies were in memory',
      registers: [registry],
    });
    const held = (): number => this.held;
    new Gauge({
      name: 'runstead_bodies_held_bytes',
      help: 'Bytes of request bodies in memory',
      registers: [registry],
      collect() {
        this.set(held());
      },
    });
  }

  /** Throws `OverloadedError` when a body of the announced length has no room now. */
  share(announcedBytes: number): BodyShare {
    if (this.held + announcedBytes > MOST_BODY_BYTES) throw this.overloaded();
    let own = 0;
    return {
      take: (bytes) => {
        if (this.held + bytes > MOST_BODY_BYTES) return false;
        this.held += bytes;
        own += bytes;
        return true;
      },
      giveBack: () => {
        this.held -= own;
        own = 0;
      },
    };
  }

  /** With 1 to 30 s, another for each, so that clients do not come back all at once. */
  overloaded(): OverloadedError {
    this.refused.inc();
    return new OverloadedError(jitteredSeconds(this.ids));
  }
}
