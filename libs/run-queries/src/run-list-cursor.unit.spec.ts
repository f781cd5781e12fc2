import { decodeCursor, encodeCursor } from './run-list-cursor';

it('comes back as it was', () => {
  const cursor = { createdAt: 1_790_000_000_000, runId: '3753901768704000001' };
  expect(decodeCursor(encodeCursor(cursor))).toEqual(cursor);
});

it.each(['', 'abc', Buffer.from('1.2; DROP').toString('base64url'), Buffer.from('.').toString('base64url'), '💥'])(
  '%j is no cursor',
  (text) => {
    expect(decodeCursor(text)).toBeNull();
  },
);
