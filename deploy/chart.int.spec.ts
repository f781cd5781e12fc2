import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { root } from './documents';

const run = promisify(execFile);

describe('the Helm chart', () => {
  it('renders what lies in k8s/rendered; helm lint and the schemas of Kubernetes find nothing wrong', async () => {
    const { stderr } = await run(process.execPath, ['scripts/manifests.mjs', '--check'], { cwd: root }).catch((error: Error) => {
      throw new Error(`npm run manifests -- --check: ${(error as Error & { stderr?: string }).stderr ?? error.message}`);
    });
    expect(stderr).toBe('');
  });
});
