import { storedFileName } from './file-names';

describe('storedFileName', () => {
  it.each([
    ['media/images/x_0_abc.png', 'media/images/x_0_abc.png'],
    ['./test with_special-characters.txt', 'test with_special-characters.txt'],
    ['media/html/HT%3ML _11.html', 'media/html/HT%3ML _11.html'],
    ['<img src=x onerror=alert(1)>.png', '<img src=x onerror=alert(1)>.png'],
    ['模型/🚀‮gpj.exe', '模型/🚀‮gpj.exe'],
    ['a..b/...c', 'a..b/...c'],
    ['__proto__', '__proto__'],
  ])('takes %j', (name, stored) => {
    expect(storedFileName(name)).toBe(stored);
  });

  it.each([
    '',
    './',
    '/etc/passwd',
    '../x',
    'a/../../x',
    'a/..',
    '..\\x',
    'a\\..\\x',
    '\\\\host\\share',
    'C:\\x',
    'c:/x',
    'a\0b',
    'a\nb',
    '\u007f',
    '\ud800',
    'x'.repeat(2049),
  ])('refuses %j', (name) => {
    expect(storedFileName(name)).toBeNull();
  });
});
