import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { arbitraryJsonObject } from '../fixtures/arbitrary-json';
import { parseJson } from '../json/parse-json';
import { UndecodableRecordError } from './encoded-record';
import { decodeEvent, encodeEvent } from './event-codec';
import { UPCASTERS } from './event-versions';
import { liftEventData } from './lift-event-data';

interface Golden {
  readonly record: { readonly key: string; readonly headers: Record<string, string>; readonly value: string };
  /** What today's codec makes of it. */
  readonly event: unknown;
}

const folder = join(__dirname, 'golden');
const files = readdirSync(folder).sort();
const readGolden = (file: string): Golden => parseJson(readFileSync(join(folder, file), 'utf8')) as unknown as Golden;

describe('events in the log', () => {
  it('have a golden file for every version of every type', () => {
    const expected = Object.entries(UPCASTERS).flatMap(([type, upcasters]) =>
      Array.from({ length: upcasters.length + 1 }, (_, index) => `${type}.v${index + 1}.json`),
    );
    expect(files).toEqual(expected.sort());
  });

  it.each(files)('%s is still read', (file) => {
    const { record, event } = readGolden(file);
    expect(decodeEvent({ ...record, value: Buffer.from(record.value) })).toEqual(event);
  });

  it.each(files.filter((file) => newest(file)))('%s is still written', (file) => {
    const { record } = readGolden(file);
    const stored = { ...record, value: Buffer.from(record.value) };
    expect(encodeEvent(decodeEvent(stored))).toEqual(stored);
  });

  it('carry any document through', () => {
    fc.assert(
      fc.property(arbitraryJsonObject, fc.boolean(), (config, merge) => {
        const event = {
          id: 'e1',
          type: 'RunConfigChanged' as const,
          version: 1,
          key: '7',
          time: 1,
          actor: 'alice',
          data: { config, merge },
        };
        expect(decodeEvent(encodeEvent(event))).toEqual(event);
      }),
    );
  });

  it('are lifted step by step from older versions', () => {
    const upcasters = [
      (data: unknown) => ({ ...(data as object), second: true }) as never,
      (data: unknown) => ({ ...(data as object), third: true }) as never,
    ];
    expect(liftEventData('Any', 1, { first: 1 }, upcasters)).toEqual({ first: 1, second: true, third: true });
    expect(liftEventData('Any', 2, { first: 1 }, upcasters)).toEqual({ first: 1, third: true });
    expect(liftEventData('Any', 3, { first: 1 }, upcasters)).toEqual({ first: 1 });
    expect(() => liftEventData('Any', 4, {}, upcasters)).toThrow(UndecodableRecordError);
  });

  it.each([
    ['an unknown type', { type: 'RunExploded' }, '{}'],
    ['a newer version', { version: '99' }, '{"exitCode":0}'],
    ['another shape', {}, '{"exitCode":"zero"}'],
    ['no JSON', {}, '{'],
  ])('are refused with %s', (_what, headers, value) => {
    const known = { id: 'e1', type: 'RunFinished', version: '1', time: '1', actor: 'alice' };
    expect(() => decodeEvent({ key: '7', headers: { ...known, ...headers }, value: Buffer.from(value) })).toThrow(UndecodableRecordError);
  });
});

function newest(file: string): boolean {
  const [, type, version] = /^(\w+)\.v(\d+)\.json$/.exec(file) ?? [];
  return Number(version) === UPCASTERS[type as keyof typeof UPCASTERS].length + 1;
}
