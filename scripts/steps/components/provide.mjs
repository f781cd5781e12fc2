import { mkdirSync } from 'node:fs';
import { ask } from '../run.mjs';
import { freePort } from './process.mjs';
import { components } from './list.mjs';

/**
 * A component for tests: the one that the environment names, else a container where Docker is, else a local process; what is missing is
 * installed. Throws when none of that works: a suite without its store proves nothing. `ours`: it will be killed and paused, so the
 * environment's is not taken.
 */
export async function provide(name, { folder, log, ours = false }) {
  const component = components[name];
  if (component === undefined) throw new Error(`There is no component ${name}; there are ${Object.keys(components).join(', ')}.`);
  const given = process.env[component.testVariable];
  if (given && !ours) return foreign(component, given);
  if (component.container && (await dockerAnswers())) return container(component);
  await component.installed();
  mkdirSync(folder, { recursive: true });
  return component.start({ folder, log });
}

/** Brings along whatever `provide` will need, before a suite with a time limit asks for it. */
export async function componentsInstalled() {
  const docker = await dockerAnswers();
  for (const component of Object.values(components))
    if (!process.env[component.testVariable] && !(docker && component.container)) await component.installed();
}

function foreign(component, given) {
  const refuse = async () => {
    throw new Error(`${component.name} at ${given} belongs to somebody else (${component.testVariable}): tests do not stop it.`);
  };
  const address = given.replace(/^[a-z]+:\/\//, '');
  return {
    address,
    env: component.env(address, given),
    stop: async () => undefined,
    kill: refuse,
    restart: refuse,
    pause: refuse,
    resume: refuse,
  };
}

async function dockerAnswers() {
  return (await ask('docker', ['version', '--format', '{{.Server.Version}}'])) !== null;
}

async function container(component) {
  const { GenericContainer, Wait } = await import('testcontainers');
  const hostPort = await freePort();
  const wanted = component.container(hostPort);
  const described = new GenericContainer(wanted.image)
    .withExposedPorts({ container: wanted.port, host: hostPort })
    .withEnvironment(wanted.environment ?? {})
    .withWaitStrategy(wanted.ready?.(Wait) ?? Wait.forListeningPorts());
  if (wanted.command) described.withCommand(wanted.command);
  const started = await described.start();
  const docker = async (...args) => {
    if ((await ask('docker', [...args, started.getId()])) === null)
      throw new Error(`docker ${args.join(' ')} failed for ${component.name}.`);
  };
  const address = `127.0.0.1:${hostPort}`;
  return {
    address,
    env: component.env(address),
    stop: async () => void (await started.stop()),
    kill: () => docker('kill'),
    restart: () => docker('restart'),
    pause: () => docker('pause'),
    resume: () => docker('unpause'),
  };
}
