import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { ask, root, run, step } from './run.mjs';

const bin = join(root, '.cache/tools/bin');
/** Programs that a package manager of ours has not; both can be built from the Go module proxy. */
const PROGRAMS = {
  helm: 'helm.sh/helm/v3/cmd/helm@v3.18.6',
  'kubectl-validate': 'sigs.k8s.io/kubectl-validate@v0.0.4',
};
/** The newest whose schemas are inside kubectl-validate; the chart says which versions it takes. */
const KUBERNETES = '1.30';
const chart = join(root, 'k8s/chart/runstead');

/** Manifests for people without Helm: file in k8s/rendered and values in the chart's examples. */
export const RENDERED = ['production', 'trial'];
const NOTE = '# Made from k8s/chart/runstead by `npm run manifests`: change it there.\n';

/** Brings along what the checks of the chart need, once. */
export async function helmInstalled() {
  for (const [name, source] of Object.entries(PROGRAMS)) {
    if ((await program(name)) !== null) continue;
    if ((await ask('go', ['version'])) === null)
      throw new Error(`The checks of the Helm chart need ${name}: put it on the PATH, or install Go to have it built.`);
    mkdirSync(bin, { recursive: true });
    await step(`Building ${name} (for the checks of the Helm chart; takes some minutes once)`, () =>
      run('go', ['install', source], { cwd: bin, env: { ...process.env, GOBIN: bin, GOFLAGS: '-mod=mod' } }),
    );
  }
}

/** The plain manifests of an example of the chart. */
export async function render(name) {
  const values = join(chart, 'examples', `${name}.yaml`);
  const text = await ask((await program('helm')) ?? 'helm', [
    ...['template', 'runstead', chart, '--namespace', 'runstead', '--kube-version', `${KUBERNETES}.0`, '--values', values],
  ]);
  if (text === null) throw new Error(`The chart cannot be rendered with ${values}: helm template says why.`);
  // Lines that a template left empty differ between versions of Helm.
  return `${NOTE}${text
    .split('\n')
    .map((line) => line.trimEnd())
    .filter((line) => line !== '')
    .join('\n')}\n`;
}

/** Null when Helm and the schemas of Kubernetes find nothing wrong, else what they said. */
export async function complaints() {
  for (const name of RENDERED) {
    const values = join(chart, 'examples', `${name}.yaml`);
    if ((await ask((await program('helm')) ?? 'helm', ['lint', '--strict', chart, '--values', values])) === null)
      return `helm lint --strict ${chart} --values ${values} fails.`;
    const file = renderedFile(name);
    const validate = (await program('kubectl-validate')) ?? 'kubectl-validate';
    if ((await ask(validate, [file, '--version', KUBERNETES])) === null) return `kubectl-validate ${file} --version ${KUBERNETES} fails.`;
  }
  return null;
}

export const renderedFile = (name) => join(root, 'k8s/rendered', `${name}.yaml`);

async function program(name) {
  const own = join(bin, name);
  if (existsSync(own)) return own;
  return ask('sh', ['-c', `command -v ${name}`]);
}
