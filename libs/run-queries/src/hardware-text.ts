import type { JsonObject, JsonValue } from '@runstead/run-domain';

/** One line about the machine (UI 10.2): CPUs, memory, disk, GPUs, CUDA. Null when the client told nothing of it. */
export function hardwareText(environment: JsonObject): string | null {
  const parts = [cpuText(environment), memoryText(environment), diskText(environment), gpuText(environment), acceleratorText(environment)];
  const cuda = environment['cudaVersion'];
  const text = [...parts, typeof cuda === 'string' && cuda !== '' ? `CUDA ${cuda}` : null].filter((part) => part !== null).join(' · ');
  return text === '' ? null : text;
}

function cpuText(environment: JsonObject): string | null {
  const older = objectOf(environment['cpu']);
  const physical = numberOf(environment['cpu_count']) ?? numberOf(older['count']);
  const logical = numberOf(environment['cpu_count_logical']) ?? numberOf(older['countLogical']);
  const count = physical ?? logical;
  if (count === null) return null;
  const name = objectOf(environment['apple'])['name'];
  const model = typeof name === 'string' && name !== '' ? `${name}, ` : '';
  const threads = logical !== null && logical !== count ? ` (${logical} logical)` : '';
  return `${model}${count} ${count === 1 ? 'CPU' : 'CPUs'}${threads}`;
}

function memoryText(environment: JsonObject): string | null {
  const total = numberOf(objectOf(environment['memory'])['total']) ?? numberOf(objectOf(environment['apple'])['ramTotalBytes']);
  return total === null ? null : `${bytesText(total)} memory`;
}

/** The root volume where there is one, else the largest. */
function diskText(environment: JsonObject): string | null {
  const disks = objectOf(environment['disk']);
  const total = (mount: string): number => numberOf(objectOf(disks[mount])['total']) ?? 0;
  const sizes = Object.keys(disks).map(total);
  const size = '/' in disks ? total('/') : sizes.reduce((largest, next) => Math.max(largest, next), 0);
  return size > 0 ? `${bytesText(size)} disk` : null;
}

function gpuText(environment: JsonObject): string | null {
  const first = [...listOf(environment['gpu_nvidia']), ...listOf(environment['gpu_amd'])].map(objectOf);
  const count = numberOf(environment['gpu_count']) ?? first.length;
  const name = textOf(environment['gpu']) ?? textOf(first[0]?.['name']) ?? textOf(first[0]?.['model']);
  if (count === 0 && name === null) return null;
  const memory = numberOf(first[0]?.['memoryTotal']);
  return `${Math.max(count, 1)} × ${name ?? 'GPU'}${memory === null ? '' : ` (${bytesText(memory)})`}`;
}

function acceleratorText(environment: JsonObject): string | null {
  const tpu = objectOf(environment['tpu']);
  if (textOf(tpu['name'])) return `${numberOf(tpu['count']) ?? 1} × ${textOf(tpu['name'])}`;
  const trainium = objectOf(environment['trainium']);
  if (textOf(trainium['name'])) return `${numberOf(trainium['neuronDeviceCount']) ?? 1} × ${textOf(trainium['name'])}`;
  return null;
}

/** Binary units, three digits (UI 12): `31.3 GiB`. */
function bytesText(bytes: number): string {
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB', 'EiB'];
  let value = bytes;
  let unit = 0;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1024;
    unit += 1;
  }
  return `${Number(value.toPrecision(3))} ${units[unit]}`;
}

/** 64-bit integers of the client's record are JSON strings (protocol 9.4). */
function numberOf(value: JsonValue | undefined): number | null {
  const number = typeof value === 'string' && /^\d{1,20}$/.test(value) ? Number(value) : typeof value === 'bigint' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) && number > 0 ? number : null;
}

function textOf(value: JsonValue | undefined): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

export function objectOf(value: JsonValue | undefined): JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : {};
}

function listOf(value: JsonValue | undefined): readonly JsonValue[] {
  return Array.isArray(value) ? (value as readonly JsonValue[]) : [];
}
