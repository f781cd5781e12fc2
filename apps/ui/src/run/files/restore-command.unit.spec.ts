import { restoreCommand } from './restore-command';

const at = { entity: 'ada', project: "it's mine; rm -rf /", run: 'r 1' };
const SHA = '86af2160b7f1d2c3e4a5968778695a4b3c2d1e0f';

describe('the command that restores the code of a run', () => {
  it('checks out the commit and applies the saved changes', () => {
    expect(restoreCommand(at, SHA, false, 'http://host')).toBe(`git checkout ${SHA}`);
    expect(restoreCommand(at, SHA, true, 'http://host')).toBe(
      `git checkout ${SHA} && curl -fsS -u "api:$WANDB_API_KEY" 'http://host/api/v1/runs/ada/it%27s%20mine%3B%20rm%20-rf%20%2F/r%201/files/diff.patch' | git apply`,
    );
  });

  it('is none for what is no commit', () => {
    for (const commit of [null, '', 'main', '$(reboot)', `${SHA}; reboot`, '-f'])
      expect(restoreCommand(at, commit, true, 'http://h')).toBeNull();
  });
});
