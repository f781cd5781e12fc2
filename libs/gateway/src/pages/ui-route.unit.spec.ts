import { uiRoute } from './ui-route';

const project = { kind: 'project', entity: 'ada', project: 'mnist' };
const run = { kind: 'run', entity: 'ada', project: 'mnist', run: 'r1' };

it.each([
  ['/home', { kind: 'screen', name: 'home' }],
  ['/login', { kind: 'screen', name: 'login' }],
  ['/authorize', { kind: 'screen', name: 'authorize' }],
  ['/ada', { kind: 'entity', entity: 'ada' }],
  ['/ada/projects', { kind: 'entity', entity: 'ada' }],
  ['/ada/mnist', project],
  ['/ada/mnist/workspace', project],
  ['/ada/mnist/table', project],
  ['/ada/mnist/sweeps/s1', project],
  ['/ada/mnist/groups/g%2F1', project],
  ['/ada/mnist/artifacts/model/m/v3/files/a/b', project],
  ['/ada/mnist/runs/r1', run],
  ['/ada/mnist/runs/r1/files/deep/er/x.txt', run],
  ['/ada/mnist/runs/a=b+c$d@e', { ...run, run: 'a=b+c$d@e' }],
  ['/ada/mnist/runs/%F0%9F%9A%80%E2%80%AE', { ...run, run: '🚀\u202e' }],
  ['/ada/%3Cimg%3E', { ...project, project: '<img>' }],
  ['/ada/mnist/runs', { kind: 'nothing' }],
  ['/ada/mnist/groups', { kind: 'nothing' }],
  ['/ada/mnist/runs/r1/nothing', { kind: 'nothing' }],
  ['/ada/mnist/runs/r1/logs/deeper', { kind: 'nothing' }],
  ['/ada/mnist/nonsense', { kind: 'nothing' }],
  ['/%5Cevil.example', { kind: 'nothing' }],
  ['/\\evil.example', { kind: 'nothing' }],
])('%s', (path, route) => {
  expect(uiRoute(path)).toEqual(route);
});

it.each([
  '/',
  '',
  '//evil.example',
  '/home/x',
  '/api',
  '/api/v1/none',
  '/graphql',
  '/files/a/b',
  '/sdk/otel',
  '/storage/x',
  '/_next',
  '/.env',
  '/a//b',
  '/%',
  '/healthz',
])('%s is not the web application', (path) => {
  expect(uiRoute(path)).toBeNull();
});
