import { diffLineKinds } from './diff-lines';

it('names the lines of a diff by the counts of its hunks', () => {
  const lines = [
    'diff --git a/x b/x',
    '--- a/x',
    '+++ b/x',
    '@@ -1,3 +1,2 @@ def f',
    ' same',
    '--- was a rule',
    '-gone',
    '+new',
    '\\ No newline at end of file',
    'diff --git a/y b/y',
    '@@ -0,0 +1 @@',
    '+one',
    '',
  ];
  expect(diffLineKinds(lines)).toEqual([
    'file',
    'file',
    'file',
    'hunk',
    'context',
    'removed',
    'removed',
    'added',
    'context',
    'file',
    'hunk',
    'added',
    'context',
  ]);
});
