/** Three lines that lead from nothing to a run in this project. */
export function firstRunSnippet(entity: string | null, project = 'my-first-run'): string {
  const own = entity ? `, entity=${JSON.stringify(entity)}` : '';
  return [
    'pip install wandb',
    `wandb login --host=${location.origin}`,
    `python -c 'import wandb; run = wandb.init(project=${JSON.stringify(project)}${own}); run.log({"loss": 0.5}); run.finish()'`,
  ].join('\n');
}
