import { keyOfAuthorization } from './authentication';

const basic = (text: string): string => `Basic ${Buffer.from(text).toString('base64')}`;

describe('keyOfAuthorization', () => {
  it.each([
    [basic('api:local-0123'), 'local-0123'],
    [basic('anybody:key:with:colons'), 'key:with:colons'],
    [basic(':key'), 'key'],
    [`basic ${Buffer.from('api:k').toString('base64')}`, 'k'],
    ['Bearer abc.def.ghi', 'abc.def.ghi'],
  ])('%s gives %s', (header, key) => {
    expect(keyOfAuthorization(header)).toBe(key);
  });

  it.each([undefined, '', 'Basic', 'Basic ???', basic('no colon'), 'Digest x', 'Bearer'])('%s has no key', (header) => {
    expect(keyOfAuthorization(header)).toBeNull();
  });
});
