import { PassThrough, Readable } from 'node:stream';
import { RandomIds } from '@runstead/run-domain';
import { Registry } from 'prom-client';
import { OverloadedError } from '../stream-post';
import { BodyBudget, MOST_BODY_BYTES, type BodyShare } from './body-budget';
import { ClientGoneError, collectBody } from './collect-body';

const ample: BodyShare = { take: () => true, giveBack: () => undefined };

describe('BodyBudget', () => {
  let registry: Registry;
  let budget: BodyBudget;
  beforeEach(() => {
    registry = new Registry();
    budget = new BodyBudget(new RandomIds(Date.now), registry);
  });

  it('gives room until it is full, and again when it was given back', async () => {
    const one = budget.share(MOST_BODY_BYTES);
    expect(one.take(MOST_BODY_BYTES - 10)).toBe(true);
    const other = budget.share(10);
    expect([other.take(11), other.take(10), other.take(1)]).toEqual([false, true, false]);
    expect(await registry.metrics()).toContain(`runstead_bodies_held_bytes ${MOST_BODY_BYTES}`);
    one.giveBack();
    one.giveBack();
    expect([other.take(MOST_BODY_BYTES - 10), other.take(1)]).toEqual([true, false]);
  });

  it('sheds before reading what has no room, and counts what came and not what was announced', async () => {
    const patient = Array.from({ length: 5_000 }, () => budget.share(MOST_BODY_BYTES));
    expect(patient.every((share) => share.take(1))).toBe(true);
    expect(budget.share(1).take(1)).toBe(true);
    expect(() => budget.share(MOST_BODY_BYTES)).toThrow(OverloadedError);
    expect(await registry.metrics()).toContain('runstead_bodies_refused_total 1');
  });

  it('tells each client another time from 1 to 30 s', () => {
    const waits = Array.from({ length: 500 }, () => budget.overloaded().retryAfterSeconds);
    expect(Math.min(...waits)).toBe(1);
    expect(Math.max(...waits)).toBe(30);
  });
});

describe('collectBody', () => {
  it('reads what comes in parts, in one, and nothing', async () => {
    expect(await collectBody(Readable.from([Buffer.from('a'), Buffer.from('bc')]), 3, ample)).toEqual(Buffer.from('abc'));
    expect(await collectBody(Readable.from([Buffer.from('abc')]), 3, ample)).toEqual(Buffer.from('abc'));
    expect(await collectBody(undefined, 3, ample)).toEqual(Buffer.alloc(0));
    expect(await collectBody(Readable.from([]), 3, ample)).toEqual(Buffer.alloc(0));
  });

  it.each([
    ['too-large', 2, ample],
    ['no-room', 100, { take: (): boolean => false, giveBack: (): void => undefined }],
  ] as const)('answers %s at once and throws the rest away', async (outcome, limit, share) => {
    const body = new PassThrough();
    body.write('abc');
    expect(await collectBody(body, limit, share)).toBe(outcome);
    body.end(Buffer.alloc(1_000_000));
    await new Promise((resolve) => body.once('end', resolve));
  });

  it('says that the client left', async () => {
    const body = new PassThrough();
    body.write('abc');
    const collected = collectBody(body, 100, ample);
    body.destroy();
    await expect(collected).rejects.toThrow(ClientGoneError);
  });
});
