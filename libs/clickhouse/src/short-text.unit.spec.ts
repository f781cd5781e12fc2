import { shortText } from './short-text';

it('is at most 256 bytes, cut between characters, and different texts stay different', () => {
  const long = '😀'.repeat(100);
  expect(Buffer.byteLength(shortText(long))).toBeLessThanOrEqual(256);
  expect(shortText(long)).toMatch(/^(?:😀)+#[0-9a-f]{16}$/u);
  expect(shortText(`${long}a`)).not.toBe(shortText(`${long}b`));
  expect(shortText('x'.repeat(256))).toBe('x'.repeat(256));
  expect(shortText(shortText(long))).toBe(shortText(long));
});
