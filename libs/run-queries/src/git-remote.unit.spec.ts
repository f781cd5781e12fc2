import { withoutCredentials } from './git-remote';

it.each([
  ['https://ada:token@github.com/ada/x.git', 'https://github.com/ada/x.git'],
  ['https://token@github.com/ada/x.git', 'https://github.com/ada/x.git'],
  ['https://a:b@c@evil.example/x', 'https://evil.example/x'],
  ['HTTPS://ADA:SECRET@host/x', 'HTTPS://host/x'],
  ['ssh://git:secret@host:22/x.git', 'ssh://git@host:22/x.git'],
  ['git+ssh://git@host/x.git', 'git+ssh://git@host/x.git'],
  ['git@github.com:ada/x.git', 'git@github.com:ada/x.git'],
  ['https://github.com/ada/x@2.git', 'https://github.com/ada/x@2.git'],
  ['/srv/git/x.git', '/srv/git/x.git'],
  ['', ''],
])('%s is shown as %s', (remote, shown) => {
  expect(withoutCredentials(remote)).toBe(shown);
});
