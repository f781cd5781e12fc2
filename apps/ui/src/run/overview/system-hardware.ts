const text = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);
const record = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
/** 64-bit integers of the environment are strings on the wire (protocol 9.4). */
const count = (value: unknown): number | null => {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) && number > 0 ? number : null;
};

const GIB = 1024 ** 3;
const gib = (bytes: number): string => `${(bytes / GIB).toLocaleString('en', { maximumSignificantDigits: 3 })} GiB`;

function processors(environment: Record<string, unknown>): string | null {
  const cpu = record(environment['cpu']);
  const physical = count(environment['cpu_count']) ?? count(cpu['count']);
  const logical = count(environment['cpu_count_logical']) ?? count(cpu['countLogical']);
  const all = logical ?? physical;
  if (all === null) return null;
  const cores = physical !== null && physical !== all ? ` (${physical} cores)` : '';
  return `${all} ${all === 1 ? 'CPU' : 'CPUs'}${cores}`;
}

function disk(environment: Record<string, unknown>): string | null {
  const root = record(record(environment['disk'])['/']);
  const total = count(root['total']);
  return total === null ? null : `${gib(total)} disk`;
}

function nvidia(environment: Record<string, unknown>): string | null {
  const devices = Array.isArray(environment['gpu_nvidia']) ? environment['gpu_nvidia'].map(record) : [];
  const [first] = devices;
  const name = text(first?.['name']) ?? text(environment['gpu']);
  const number = count(environment['gpu_count']) ?? devices.length;
  if (name === null) return null;
  const memory = count(first?.['memoryTotal']);
  return `${number > 1 ? `${number} × ` : ''}${name}${memory === null ? '' : ` ${gib(memory)}`}`;
}

function otherDevices(environment: Record<string, unknown>): (string | null)[] {
  const amd = Array.isArray(environment['gpu_amd']) ? environment['gpu_amd'].map(record) : [];
  const apple = record(environment['apple']);
  const tpu = record(environment['tpu']);
  const trainium = record(environment['trainium']);
  const amdName = text(amd[0]?.['model']) ?? text(amd[0]?.['series']);
  const named = (number: unknown, name: string | null): string | null =>
    name === null ? null : `${(count(number) ?? 1) > 1 ? `${count(number)} × ` : ''}${name}`;
  return [
    text(environment['gpu']) === null ? named(amd.length, amdName) : null,
    text(apple['name']),
    named(tpu['count'], text(tpu['name'])),
    named(trainium['neuronDeviceCount'], text(trainium['name'])),
  ];
}

/**
 * CPUs, memory, disk, accelerators and CUDA of the `environment` of a run document in one line; null when nothing is
 * known. Fields that are missing or of an unexpected kind are left out, never guessed.
 */
export function systemHardware(environment: Record<string, unknown>): string | null {
  const memory = count(record(environment['memory'])['total']);
  const cuda = text(environment['cudaVersion']);
  const parts = [
    processors(environment),
    memory === null ? null : gib(memory),
    disk(environment),
    nvidia(environment),
    ...otherDevices(environment),
    cuda === null ? null : `CUDA ${cuda}`,
  ].filter((part) => part !== null);
  return parts.length > 0 ? parts.join(' · ') : null;
}

/** The branch of the checkout, when the client told one. */
export const gitBranch = (environment: Record<string, unknown>): string | null => text(record(environment['git'])['branch']);
