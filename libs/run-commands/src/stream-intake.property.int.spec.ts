import type { INestApplicationContext } from '@nestjs/common';
import type { PglitePool } from '@runstead/postgres/pglite';
import { chunkLines, fileOfChunk } from '@runstead/run-domain';
import fc from 'fast-check';
import { CommandWorld } from './fixtures/command-world';
import { post, start } from './fixtures/told';
import { RunCommands } from './run-commands';
import { StreamIntake } from './stream-intake';
import type { StreamPost } from './stream-post';

type File = 'wandb-history.jsonl' | 'output.log';
type Step =
  /** Lines from `back` before the next one on; `change`: with other content than before. */
  | { readonly kind: 'send'; readonly file: File; readonly back: number; readonly length: number; readonly change: boolean }
  /** Later lines overtake earlier ones. */
  | { readonly kind: 'overtake'; readonly file: File; readonly length: number }
  | { readonly kind: 'repeat' }
  | { readonly kind: 'restart' }
  | { readonly kind: 'fail'; readonly when: 'before' | 'after' };

const file = fc.constantFrom<File>('wandb-history.jsonl', 'output.log');
const steps = fc.array(
  fc.oneof(
    {
      weight: 6,
      arbitrary: fc.record({ kind: fc.constant('send' as const), file, back: fc.nat(6), length: fc.nat(8), change: fc.boolean() }),
    },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('overtake' as const), file, length: fc.integer({ min: 1, max: 4 }) }) },
    { weight: 3, arbitrary: fc.record({ kind: fc.constant('repeat' as const) }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('restart' as const) }) },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant('fail' as const), when: fc.constantFrom('before' as const, 'after' as const) }) },
  ),
  { minLength: 1, maxLength: 14 },
);

/** A client that repeats what was not answered, and what it sent so far. */
class Client {
  readonly sent = new Set<string>();
  readonly newest = new Map<string, string>();
  /** Lines of posts that reached the log, answered or not. */
  received = 0;
  private readonly next = new Map<File, number>();
  private last: Partial<StreamPost> = {};
  private edition = 0;

  constructor(
    private readonly world: CommandWorld,
    private server: INestApplicationContext,
  ) {}

  async act(step: Step): Promise<void> {
    if (step.kind === 'restart') {
      await this.world.stop(this.server);
      this.server = await this.world.start();
    } else if (step.kind === 'fail') this.world.log.failNext = step.when;
    else if (step.kind === 'repeat') await this.deliver(this.last);
    else if (step.kind === 'overtake') {
      const at = this.next.get(step.file) ?? 0;
      await this.post(step.file, at + step.length, step.length, false);
      await this.post(step.file, at, step.length, false);
    } else await this.post(step.file, Math.max(0, (this.next.get(step.file) ?? 0) - step.back), step.length, step.change);
  }

  private async post(name: File, offset: number, length: number, change: boolean): Promise<void> {
    if (change) this.edition += 1;
    const lines = Array.from({ length }, (_, index) => {
      const held = this.newest.get(`${name}/${offset + index}`);
      return held !== undefined && !change ? held : `line ${offset + index} of edition ${this.edition}`;
    });
    this.next.set(name, Math.max(this.next.get(name) ?? 0, offset + length));
    await this.deliver({ files: [{ name, offset, lines }] });
  }

  /** Until it is answered, as the SDK does. */
  private async deliver(told: Partial<StreamPost>): Promise<void> {
    this.last = told;
    for (;;) {
      const fault = this.world.log.failNext;
      try {
        await this.server.get(StreamIntake).accept(post('r1', told));
        this.note(told);
        return;
      } catch (error) {
        expect(String(error)).toMatch(/failed (before|after) the append/);
        if (fault === 'after') this.note(told);
      }
    }
  }

  private note({ files = [] }: Partial<StreamPost>): void {
    for (const { name, offset, lines } of files) {
      this.received += lines.length;
      lines.forEach((line, index) => {
        this.sent.add(`${name}/${offset + index}/${line}`);
        this.newest.set(`${name}/${offset + index}`, line);
      });
    }
  }
}

describe('the intake, whatever the network and the server do', () => {
  let pool: PglitePool;
  beforeAll(async () => {
    pool = await CommandWorld.openPool();
  });
  afterAll(async () => pool.close());

  it('logs what was sent, each line once, and its counters add up', async () => {
    await fc.assert(
      fc.asyncProperty(steps, async (plan) => {
        const world = await CommandWorld.open(pool);
        try {
          const server = await world.start();
          await server.get(RunCommands).upsert(start('r1'), { username: 'ann' });
          const client = new Client(world, server);
          for (const step of plan) await client.act(step);
          await check(world, client);
        } finally {
          await world.close();
        }
      }),
      { numRuns: 40 },
    );
  }, 120_000);
});

async function check(world: CommandWorld, client: Client): Promise<void> {
  const logged = new Set<string>();
  const newest = new Map<string, string>();
  let lines = 0;
  let repeated = 0;
  for (const chunk of await world.chunks()) {
    repeated += chunk.repeated;
    lines += chunk.lineCount;
    chunkLines(chunk).forEach((line, index) => {
      const key = `${fileOfChunk(chunk.type)}/${chunk.firstLine + index}`;
      // A line may come back after it was rewritten, but never twice in a row.
      expect(newest.get(key)).not.toBe(line);
      newest.set(key, line);
      logged.add(`${key}/${line}`);
    });
  }
  expect(logged).toEqual(client.sent);
  expect(newest).toEqual(client.newest);
  expect(lines + repeated).toBe(client.received);
}
