import { spawn } from 'node:child_process';
import { createHash, randomInt } from 'node:crypto';
import { once } from 'node:events';
import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { StoredRecord } from '../event-log';
import type { EmbeddedEventLogOptions } from './embedded-event-log';
import { makeDirectory, readAll, segmentFiles, withLog } from './fixtures/open-log';

const ROUNDS = 10;
const WRITERS = 6;
const SEGMENT_BYTES = 64 * 1024;
const MAX_RUN_MS = 120;
const FIXTURE = path.join(__dirname, 'fixtures', 'killed-appender.cjs');

interface Acknowledgement {
  readonly id: string;
  readonly offset: number;
  readonly sha256: string;
}

/** Runs the appender until it has acknowledged something and `milliseconds` more, kills it, and gives what it had acknowledged. */
async function appendUntilKilled(directory: string, round: number, milliseconds: number): Promise<Acknowledgement[]> {
  const args = ['--conditions=@runstead/source', FIXTURE, directory, String(round), String(WRITERS), String(SEGMENT_BYTES)];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
  await Promise.race([once(child.stdout, 'data'), once(child, 'exit')]);
  await pause(milliseconds);
  child.kill('SIGKILL');
  await once(child, 'close');
  const lines = output.split('\n').slice(0, -1); // What follows the last line end is an acknowledgement cut short.
  return lines.map((line) => {
    const [id = '', offset, sha256 = ''] = line.split(' ');
    return { id, offset: Number(offset), sha256 };
  });
}

describe('a process that appends is killed', () => {
  const seed = Number(process.env['RUNSTEAD_TEST_SEED'] ?? randomInt(2 ** 31));

  test(`every acknowledged record is there once, unchanged, and none by half (RUNSTEAD_TEST_SEED=${seed})`, async () => {
    const directory = await makeDirectory();
    const acknowledged: Acknowledgement[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      const fresh = await appendUntilKilled(directory, round, pseudoRandom(seed + round) * MAX_RUN_MS);
      expect(fresh.length).toBeGreaterThan(0);
      acknowledged.push(...fresh);
      if (round % 2 === 0) continue; // Every other time the next process itself has to recover.
      await withLog(directory, { segmentBytes: SEGMENT_BYTES } satisfies Partial<EmbeddedEventLogOptions>, async (log) => {
        check(await readAll(log), acknowledged);
        await log.append('run-streams', [
          { key: 'check', headers: { id: `check/${round}`, sha256: sha256(Buffer.from('x')) }, value: Buffer.from('x') },
        ]);
      });
    }
    expect((await segmentFiles(directory)).length).toBeGreaterThan(1);
    await fs.rm(directory, { recursive: true });
  }, 60_000);
});

function check(stored: readonly StoredRecord[], acknowledged: readonly Acknowledgement[]): void {
  expect(stored.map(({ offset }) => offset)).toEqual(stored.map((_, i) => i));
  expect(stored.filter(({ headers, value }) => headers['sha256'] !== sha256(value))).toEqual([]);
  expect(new Set(stored.map(({ headers }) => headers['id'])).size).toBe(stored.length);
  const found = acknowledged.map(({ offset }) => ({
    id: stored[offset]?.headers['id'],
    offset,
    sha256: stored[offset]?.headers['sha256'],
  }));
  expect(found).toEqual(acknowledged);
}

function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** 0 to 1, always the same for a seed. */
function pseudoRandom(seed: number): number {
  return createHash('sha256').update(String(seed)).digest().readUInt32LE(0) / 2 ** 32;
}
