import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { spawn } from 'node:child_process';
import { parseArgs } from 'node:util';
import { root, step } from './steps/run.mjs';
import { prepare } from './steps/prepare.mjs';
import { helmInstalled } from './steps/helm.mjs';
import { componentsInstalled } from './steps/components/provide.mjs';

const SUITES = ['unit', 'int', 'e2e', 'browser'];
const CHECKS = [
  ['format', ['prettier', '--check', '--log-level=warn', '.']],
  ['types', ['tsc', '-p', 'tsconfig.spec.json']],
  ['types of the web application', ['tsc', '-p', 'apps/ui', '--noEmit']],
  // The boundary rule is silently skipped without the project graph: making it comes first.
  ['project graph', ['nx', 'show', 'projects']],
  ['lint', ['eslint', '.', '--quiet']],
  ['unused code and dependencies', ['knip']],
];

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { help: { type: 'boolean' }, only: { type: 'string' } },
});
if (values.help) {
  console.log(`npm test [-- --only <check|${SUITES.join('|')}>] [-- <path pattern> …]

Everything up to a green suite: dependencies, build, real components, Chromium and the wandb clients, then the static checks and all
suites, the cheap ones first. Closes with "N passed, N failed, N skipped".`);
  process.exit(0);
}

const totals = { passed: 0, failed: 0, skipped: 0 };
const failures = [];

await prepare();
if (!values.only || values.only === 'check') await staticChecks();
if (!values.only || values.only === 'int') {
  await componentsInstalled();
  await helmInstalled();
}
for (const suite of SUITES) if (!values.only || values.only === suite) await jestSuite(suite);

for (const failure of failures) console.log(`FAILED ${failure}`);
const nothing = totals.passed + totals.failed === 0;
if (nothing) console.log('No test ran.');
const skippedInCi = process.env.CI === 'true' && totals.skipped > 0;
if (skippedInCi) console.log('Nothing may be skipped in continuous integration.');
console.log(`${totals.passed} passed, ${totals.failed} failed, ${totals.skipped} skipped`);
process.exit(totals.failed > 0 || nothing || skippedInCi ? 1 : 0);

async function staticChecks() {
  for (const [title, [command, ...args]] of CHECKS) {
    const good = await step(`Check: ${title}`, () => ends(command, args));
    count(good ? 'passed' : 'failed', `check: ${title}`);
  }
}

/** Counts come from Jest's own report; a suite that dies without one is a failure. */
async function jestSuite(suite) {
  const report = join(root, '.cache', `jest-${suite}.json`);
  mkdirSync(join(root, '.cache'), { recursive: true });
  rmSync(report, { force: true });
  const good = await step(`Suite: ${suite}`, () =>
    ends(
      'jest',
      ['--selectProjects', suite, '--passWithNoTests', '--json', `--outputFile=${report}`, '--silent', ...suiteArgs(suite), ...positionals],
      {
        NODE_OPTIONS: '--experimental-vm-modules --no-warnings',
      },
    ),
  );
  if (!existsSync(report)) return count('failed', `suite ${suite} (it ended without a report)`);
  const result = JSON.parse(readFileSync(report, 'utf8'));
  totals.passed += result.numPassedTests;
  totals.failed += result.numFailedTests + result.numRuntimeErrorTestSuites;
  totals.skipped += result.numPendingTests + result.numTodoTests;
  for (const file of result.testResults)
    for (const test of file.assertionResults)
      if (test.status === 'failed') failures.push(`${suite}: ${test.fullName}\n${test.failureMessages.join('\n')}`);
  for (const file of result.testResults)
    if (file.status === 'failed' && file.assertionResults.length === 0) failures.push(`${suite}: ${file.name}\n${file.message}`);
  if (!good && result.numFailedTests + result.numRuntimeErrorTestSuites === 0) count('failed', `suite ${suite} (Jest ended with an error)`);
}

/** Suites that start servers and browsers run one file at a time: two cores, and no port or key is shared. */
function suiteArgs(suite) {
  return suite === 'e2e' || suite === 'browser' ? ['--runInBand'] : [];
}

function count(outcome, title) {
  totals[outcome] += 1;
  if (outcome === 'failed') failures.push(title);
}

function ends(command, args, env = {}) {
  return new Promise((resolve) => {
    const child = spawn('npx', [command, ...args], {
      cwd: root,
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, NX_DAEMON: 'false', ...env },
    });
    child.on('exit', (code) => resolve(code === 0));
    child.on('error', () => resolve(false));
  });
}
