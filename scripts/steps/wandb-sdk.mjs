import { pythonWith } from './python.mjs';

/** Versions of the client that the suites run with, newest first. */
export const SDK_VERSIONS = ['0.31.0', '0.30.0', '0.28.2', '0.26.1'];

/** Path of a Python that has exactly this client. */
export async function wandbPython(version) {
  return pythonWith(`wandb-${version}`, [`wandb==${version}`, 'numpy', 'pillow']);
}

/** Path of a Python that writes what other trackers write, for the importers' suite. */
export async function otherTrackersPython() {
  return pythonWith('other-trackers', [
    'tensorboardX==2.6.5',
    'mlflow-skinny==3.17.2',
    'sqlalchemy==2.1.9',
    'alembic==1.20.1',
    'numpy',
    'pillow',
  ]);
}
