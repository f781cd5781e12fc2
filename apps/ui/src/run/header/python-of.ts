import type { RunAddress } from '../../api/runs';

/** Code that reads the run back with the SDK. The path is a text of Python: JSON writes the same quotes and escapes. */
export const pythonOf = ({ entity, project, run }: RunAddress): string =>
  `import wandb\n\nrun = wandb.Api().run(${JSON.stringify(`${entity}/${project}/${run}`)})\nprint(run.state, run.config, run.summary)\n`;
