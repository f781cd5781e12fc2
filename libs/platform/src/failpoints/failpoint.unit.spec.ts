import { FAILPOINTS, Failpoint, parseFailpoint } from './failpoint';

describe('a failpoint', () => {
  it('ends the process when its own place is passed for the nth time, and only then', () => {
    let deaths = 0;
    const failpoint = new Failpoint('after-append', 3, () => (deaths += 1));
    for (const name of FAILPOINTS) failpoint.reached(name);
    failpoint.reached('after-append');
    expect(deaths).toBe(0);
    failpoint.reached('after-append');
    failpoint.reached('after-append');
    expect(deaths).toBe(1);
  });

  it.each(FAILPOINTS)('is named %s in the environment, the first time or a later one', (name) => {
    expect(parseFailpoint(name)).toMatchObject({ name, times: 1 });
    expect(parseFailpoint(`${name}:25`)).toMatchObject({ name, times: 25 });
  });

  it.each(['', 'somewhere', 'after-append:0', 'after-append:x', 'after-append:1:2'])('is not %p', (text) => {
    expect(parseFailpoint(text)).toBeNull();
  });
});
