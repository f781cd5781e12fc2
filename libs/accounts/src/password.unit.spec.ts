import { hashPassword, passwordMatches } from './password';

describe('passwords', () => {
  it('recognises the password and no other', async () => {
    const stored = await hashPassword('correct horse');
    expect(stored).toMatch(/^scrypt:16384:8:1:[0-9a-f]{32}:[0-9a-f]{64}$/);
    expect(stored).not.toContain('horse');
    await expect(passwordMatches('correct horse', stored)).resolves.toBe(true);
    await expect(passwordMatches('correct horsf', stored)).resolves.toBe(false);
  });

  it('salts: the same password has another hash', async () => {
    expect(await hashPassword('twice the same')).not.toBe(await hashPassword('twice the same'));
  });

  it.each(['', 'scrypt', 'scrypt:16384:8:1:aa:', 'bcrypt:16384:8:1:aa:bb'])('does not take %j for a hash', async (stored) => {
    await expect(passwordMatches('x', stored)).resolves.toBe(false);
  });
});
