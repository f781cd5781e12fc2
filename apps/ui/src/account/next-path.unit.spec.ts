import { nextPath } from './next-path';

const origin = 'http://localhost:8080';

describe('where a sign-in leads', () => {
  it.each([
    ['/vision/demo/runs/a=b?x=1#L3', '/vision/demo/runs/a=b?x=1#L3'],
    ['/authorize', '/authorize'],
    [undefined, '/home'],
    ['', '/home'],
    ['//evil.example/x', '/home'],
    ['/\\evil.example', '/home'],
    ['/\t/evil.example', '/home'],
    ['https://evil.example', '/home'],
    ['javascript:alert(1)', '/home'],
    ['/logout', '/home'],
    ['/login?token=x', '/home'],
    ['/logins/project', '/logins/project'],
  ])('%j leads to %s', (asked, expected) => expect(nextPath(asked, origin)).toBe(expected));
});
