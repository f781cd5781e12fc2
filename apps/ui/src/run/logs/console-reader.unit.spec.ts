import type { ConsolePage } from '@runstead/ui-contract';
import type { Answer } from '../../api/answer';
import type { ConsoleRequest } from './console-api';
import { ConsoleReader } from './console-reader';

/** A log that grows; answers like the server, one turn later. */
class GrowingLog {
  readonly asked: ConsoleRequest[] = [];
  failing = false;
  constructor(public length: number) {}

  readonly page = async (request: ConsoleRequest): Promise<Answer<ConsolePage>> => {
    this.asked.push(request);
    await Promise.resolve();
    if (this.failing) return { ok: false, problem: { type: '', title: 'down', status: 503, detail: '', requestId: 'r' } };
    const from = 'last' in request ? Math.max(1, this.length - request.last + 1) : request.from;
    const end = 'last' in request ? this.length : Math.min(this.length, request.from + request.limit - 1);
    const lines = Array.from({ length: Math.max(0, end - from + 1) }, (_, i) => ({
      number: from + i,
      time: 0,
      stream: 'stdout' as const,
      label: '',
      text: `${this.length}`,
    }));
    return { ok: true, value: { lines, total: this.length } };
  };
}

const span = (reader: ConsoleReader): [number | undefined, number | undefined] => [
  reader.current().window.lines[0]?.number,
  reader.current().window.lines.at(-1)?.number,
];

describe('reading a console', () => {
  it('opens on the end, pages back to the start, and asks no more', async () => {
    const log = new GrowingLog(2_500);
    const reader = new ConsoleReader(log.page, 1_000);
    await reader.open(null);
    expect(span(reader)).toEqual([1_501, 2_500]);
    await reader.earlier();
    await reader.earlier();
    await reader.earlier();
    expect(span(reader)).toEqual([1, 2_500]);
    expect(log.asked).toHaveLength(3);
  });

  it('follows a log that advances, also by more than a page', async () => {
    const log = new GrowingLog(100);
    const reader = new ConsoleReader(log.page, 1_000);
    await reader.open(null);
    log.length = 3_210;
    await reader.refresh(3_210);
    expect(span(reader)).toEqual([1, 3_210]);
    expect(reader.current().window.lines).toHaveLength(3_210);
  });

  it('a refresh during a request is done afterwards', async () => {
    const log = new GrowingLog(2_000);
    const reader = new ConsoleReader(log.page, 1_000);
    await reader.open(null);
    const earlier = reader.earlier();
    log.length = 2_001;
    await reader.refresh(2_001);
    await earlier;
    expect(span(reader)).toEqual([1, 2_001]);
  });

  it('jumps to a line far away, counts what comes in meanwhile, and goes on from there', async () => {
    const log = new GrowingLog(10_000);
    const reader = new ConsoleReader(log.page, 1_000);
    await reader.open(null);
    await reader.hold(9_500);
    expect(log.asked).toHaveLength(1);
    await reader.hold(500);
    expect(span(reader)).toEqual([1, 1_000]);
    log.length = 10_400;
    await reader.refresh(10_400);
    expect([...span(reader), reader.current().window.total]).toEqual([1, 1_000, 10_400]);
    await reader.later();
    expect(span(reader)).toEqual([1, 2_000]);
  });

  it('a jump ends the request under way', async () => {
    const log = new GrowingLog(10_000);
    const reader = new ConsoleReader(log.page, 1_000);
    const first = reader.open(null);
    await reader.open(1);
    await first;
    expect(span(reader)).toEqual([1, 1_000]);
  });

  it('says when nothing can be read, keeps what it has, and recovers', async () => {
    const log = new GrowingLog(10);
    log.failing = true;
    const reader = new ConsoleReader(log.page, 1_000);
    await reader.open(null);
    expect(reader.current()).toMatchObject({ state: 'error', fetching: false, problem: { status: 503 } });
    log.failing = false;
    await reader.refresh(10);
    expect(span(reader)).toEqual([1, 10]);
    log.failing = true;
    await reader.refresh(11);
    expect(reader.current()).toMatchObject({ state: 'ready', problem: { status: 503 } });
    expect(span(reader)).toEqual([1, 10]);
  });
});
