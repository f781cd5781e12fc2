import { readConfig } from './config';

describe('readConfig', () => {
  it('has a default for everything', () => {
    const result = readConfig({});
    expect(result).toMatchObject({
      ok: true,
      config: { host: '127.0.0.1', port: 8080, publicUrl: null, adminUser: 'local', adminApiKey: null, crashAfterSeconds: 300 },
    });
  });

  it('names every wrong variable at once', () => {
    const result = readConfig({
      RUNSTEAD_PORT: '80a',
      RUNSTEAD_PUBLIC_URL: 'ftp://x',
      RUNSTEAD_CRASH_AFTER_SECONDS: '2',
      RUNSTEAD_ADMIN_API_KEY: 'too short',
    });
    if (result.ok) throw new Error('accepted');
    for (const name of ['RUNSTEAD_PORT', 'RUNSTEAD_PUBLIC_URL', 'RUNSTEAD_CRASH_AFTER_SECONDS', 'RUNSTEAD_ADMIN_API_KEY'])
      expect(result.problems.filter((problem) => problem.startsWith(`${name}: `))).toHaveLength(1);
  });

  it('takes an empty variable as absent and cuts the trailing slash of the public address', () => {
    const result = readConfig({ RUNSTEAD_PORT: '', RUNSTEAD_PUBLIC_URL: 'https://runs.example.org/' });
    expect(result).toMatchObject({ ok: true, config: { port: 8080, publicUrl: 'https://runs.example.org' } });
  });
});
