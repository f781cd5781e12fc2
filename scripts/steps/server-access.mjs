import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** Where the server is and with which key a command speaks to it: options first, then the environment, then the .netrc of `wandb login`. */
export function serverAccess({ host: givenHost, key: givenKey }) {
  const host = givenHost ?? process.env.WANDB_BASE_URL ?? `http://localhost:${process.env.RUNSTEAD_PORT ?? 8080}`;
  const key = givenKey ?? process.env.WANDB_API_KEY ?? process.env.RUNSTEAD_ADMIN_API_KEY ?? netrcKey(new URL(host).host);
  if (!key) throw new Error(`No API key for ${host}: give --key or set WANDB_API_KEY. npm start prints the key on its first start.`);
  return { host, key };
}

/** The same words for every command that finds nobody there. */
export function explainAccess(error, host) {
  const refused = error.code === 'ECONNREFUSED' || error.cause?.code === 'ECONNREFUSED';
  return refused ? `Nothing answers at ${host}: start the server with npm start.` : error.message;
}

function netrcKey(machine) {
  try {
    const words = readFileSync(join(homedir(), '.netrc'), 'utf8').split(/\s+/);
    const at = words.findIndex((word, index) => word === 'machine' && words[index + 1] === machine);
    return at < 0 ? undefined : words[words.indexOf('password', at) + 1];
  } catch {
    return undefined;
  }
}
