import { chaos } from './fixtures/chaos';

/** A storm of a minute; `npm run chaos` alone is the whole proof. */
const SHORT = ['--runs', '40', '--pace', '500', '--crash-after', '10', '--kills', '5', '--stops', '1'];

describe('the server dies again and again under load', () => {
  it('loses nothing and shows nothing twice: the same storm every time', async () => {
    expect(await chaos(...SHORT, '--seed', '20', '--failpoints', '8')).toContain('everything held');
  });

  it('loses nothing and shows nothing twice: another storm every time', async () => {
    expect(await chaos(...SHORT, '--failpoints', '4')).toContain('everything held');
  });
});

// Mounting a small disk is the administrator's right. What the log does on a full disk has tests of its own that need none.
if (process.getuid?.() === 0)
  describe('a disk that fills up under load', () => {
    it('is refused with 503 until there is room again, and costs no line', async () => {
      expect(await chaos('--full-disk', '2', '--runs', '20')).toContain('everything held');
    });
  });
