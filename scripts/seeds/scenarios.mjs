import { demo } from './demo.mjs';
import { keys, manyRuns, millionPoints, runsBySteps } from './volumes.mjs';

/** Named data sets; benchmarks and the web application's budgets refer to them by these names. */
export const SCENARIOS = {
  demo: { says: '24 believable trainings in project `demo`: states, GPUs, console, files, a diverged and a failed run', fill: demo },
  'ten-thousand-runs': { says: '10,000 short runs of a sweep in one project', fill: (client) => manyRuns(client, 10_000) },
  'hundred-runs-ten-thousand-steps': {
    says: '100 runs of 10,000 steps and 10 metrics',
    fill: (client) => runsBySteps(client, 100, 10_000, 10),
  },
  'thousand-keys': { says: '5 runs that log 1,000 metrics each', fill: (client) => keys(client, 5, 1_000, 200) },
  'million-point-run': {
    says: 'one run of 1,000,000 steps with a single spike of 100 at step 500,003',
    fill: (client) => millionPoints(client),
  },
};
