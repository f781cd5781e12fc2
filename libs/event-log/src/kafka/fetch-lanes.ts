import type { KafkaMessage } from 'kafkajs';
import { LogUnavailableError, OffsetOutOfRangeError } from '../event-log';
import type { Connection } from './connection';
import { fetchFrom, type FetchedPartition, OFFSET_OUT_OF_RANGE, type WantedPartition } from './protocol/fetch';

/** Longest that a broker holds a request for which there is nothing yet. A new wish waits for it when all lanes are taken. */
const WAIT_MS = 200;

interface Wish {
  readonly wanted: WantedPartition;
  readonly signal: AbortSignal;
  readonly resolve: (messages: readonly KafkaMessage[]) => void;
  readonly reject: (error: Error) => void;
  sent: boolean;
}

/** Told of every answer of a broker: what the watchdog listens for. */
export type OnAnswer = () => void;

/**
 * Serves many waiting readers with few connections: all that wait for a broker share one long poll. A reader asks for one chunk and
 * may take its time with it: nothing is pushed and no membership depends on it.
 */
export class FetchLanes {
  private readonly wishes = new Set<Wish>();
  private readonly taken = new Set<string>();
  private closed = false;

  constructor(
    private readonly lanes: readonly Connection[],
    private readonly onAnswer: OnAnswer = () => undefined,
  ) {}

  /** How many readers wait for records. */
  get waiting(): number {
    return this.wishes.size;
  }

  /** Messages from the offset on, at least one; none when `signal` aborts first. Messages before the offset may come along. */
  next(wanted: WantedPartition, signal: AbortSignal): Promise<readonly KafkaMessage[]> {
    if (signal.aborted) return Promise.resolve([]);
    if (this.closed) return Promise.reject(closedError());
    return new Promise((resolve, reject) => {
      const leave = (): void => {
        signal.removeEventListener('abort', abort);
        this.wishes.delete(wish);
      };
      const abort = (): void => wish.resolve([]);
      const wish: Wish = {
        wanted,
        signal,
        sent: false,
        resolve: (messages) => (leave(), resolve(messages)),
        reject: (error) => (leave(), reject(error)),
      };
      signal.addEventListener('abort', abort);
      this.wishes.add(wish);
      this.work();
    });
  }

  async close(): Promise<void> {
    this.closed = true;
    for (const wish of [...this.wishes]) wish.reject(closedError());
    await Promise.all(this.lanes.map((lane) => lane.close()));
  }

  private work(): void {
    for (const [index, lane] of this.lanes.entries()) {
      if ([...this.wishes].every(({ sent }) => sent)) return;
      void this.fill(index, lane);
    }
  }

  private async fill(index: number, lane: Connection): Promise<void> {
    const opening = `${index}`;
    if (this.taken.has(opening)) return;
    this.taken.add(opening);
    try {
      await lane.ready();
    } catch (error) {
      this.taken.delete(opening);
      this.failed(
        lane,
        [...this.wishes].filter(({ sent }) => !sent),
        error,
      );
      return;
    }
    this.taken.delete(opening);
    for (const [node, wishes] of this.perLeader(lane)) {
      const place = `${index}/${node}`;
      if (this.taken.has(place)) continue;
      this.taken.add(place);
      for (const wish of wishes) wish.sent = true;
      void this.ask(lane, node, wishes).finally(() => {
        this.taken.delete(place);
        for (const wish of wishes) wish.sent = false;
        if (!this.closed) this.work();
      });
    }
  }

  /** Waiting wishes by the broker that can grant them; a request can name a partition only once. */
  private perLeader(lane: Connection): Map<string, Wish[]> {
    const found = new Map<string, Wish[]>();
    const named = new Set<string>();
    for (const wish of this.wishes) {
      const { topic, partition } = wish.wanted;
      const place = `${topic}/${partition}`;
      if (wish.sent || named.has(place)) continue;
      const leader = lane.leader(topic, partition);
      if (leader === undefined) {
        this.failed(lane, [wish], new Error(`nobody leads ${place}`));
        continue;
      }
      named.add(place);
      found.set(leader, [...(found.get(leader) ?? []), wish]);
    }
    return found;
  }

  private async ask(lane: Connection, nodeId: string, wishes: readonly Wish[]): Promise<void> {
    try {
      const broker = await (await lane.ready()).findBroker({ nodeId });
      const answers = await fetchFrom(
        broker,
        wishes.map(({ wanted }) => wanted),
        WAIT_MS,
      );
      this.onAnswer();
      const given = new Map(answers.map((answer) => [`${answer.topic}/${answer.partition}`, answer]));
      for (const wish of wishes) this.grant(lane, wish, given.get(`${wish.wanted.topic}/${wish.wanted.partition}`));
    } catch (error) {
      this.failed(lane, wishes, error);
    }
  }

  private grant(lane: Connection, wish: Wish, answer: FetchedPartition | undefined): void {
    if (answer === undefined) return;
    if (answer.errorCode === OFFSET_OUT_OF_RANGE) wish.reject(outOfRange(wish.wanted));
    else if (answer.errorCode !== 0) this.failed(lane, [wish], new Error(`error ${answer.errorCode} of the protocol`));
    else if (answer.messages.some(({ offset }) => Number(offset) >= wish.wanted.offset)) wish.resolve(answer.messages);
  }

  private failed(lane: Connection, wishes: readonly Wish[], cause: unknown): void {
    lane.failed(cause);
    for (const { wanted, reject } of wishes)
      reject(new LogUnavailableError(`Kafka did not give ${wanted.topic}/${wanted.partition}: ${(cause as Error).message}`, { cause }));
  }
}

export function outOfRange({ topic, partition, offset }: WantedPartition): OffsetOutOfRangeError {
  return new OffsetOutOfRangeError(
    `Kafka has no offset ${offset} in ${topic}/${partition}: records were deleted, or the topic was created anew under the same name`,
  );
}

function closedError(): LogUnavailableError {
  return new LogUnavailableError('The event log is closed');
}
