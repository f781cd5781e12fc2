import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { RENDERED, complaints, helmInstalled, render, renderedFile } from './steps/helm.mjs';

const { values } = parseArgs({ options: { help: { type: 'boolean' }, check: { type: 'boolean' } } });
if (values.help) {
  console.log(`npm run manifests [-- --check]

Renders the Helm chart into k8s/rendered, for people without Helm.

  --check   changes nothing: fails when the files are not what the chart renders, or when Helm or the schemas of Kubernetes object`);
  process.exit(0);
}

await helmInstalled();
const problems = [];
for (const name of RENDERED) {
  const text = await render(name);
  if (!values.check) writeFileSync(renderedFile(name), text);
  else if (readFileSync(renderedFile(name), 'utf8') !== text)
    problems.push(`k8s/rendered/${name}.yaml is not what the chart renders: run npm run manifests.`);
}
problems.push(...[await complaints()].filter((problem) => problem !== null));
for (const problem of problems) console.error(problem);
process.exit(problems.length > 0 ? 1 : 0);
