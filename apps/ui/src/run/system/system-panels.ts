import { naturalOrder } from '../../format/natural-order';

/** A line of a system panel: the key as logged, and the device (or direction, or path) it stands for. */
export interface SystemLine {
  readonly key: string;
  readonly device: string;
  /** The host's label in runs with several writers, '' without. */
  readonly node: string;
}

export interface SystemPanel {
  readonly id: string;
  readonly title: string;
  readonly unit: string;
  /** Percent panels are drawn from 0 to 100, whatever the values. */
  readonly percent: boolean;
  readonly lines: readonly SystemLine[];
}

export interface SystemSection {
  readonly name: string;
  readonly panels: readonly SystemPanel[];
}

/** `key` without `system.` and without its label. */
interface Rule {
  readonly section: string;
  readonly pattern: RegExp;
  readonly title: (match: RegExpExecArray) => string;
  readonly unit: string;
  readonly device?: (match: RegExpExecArray) => string;
}

const SECTIONS = ['CPU', 'Memory', 'Disk', 'Network', 'GPU', 'Process GPU', 'Other'] as const;

const fixed =
  (text: string): (() => string) =>
  () =>
    text;
const rule = (section: string, pattern: RegExp, title: string, unit: string, device?: Rule['device']): Rule => ({
  section,
  pattern,
  title: fixed(title),
  unit,
  ...(device ? { device } : {}),
});
const indexed = (match: RegExpExecArray): string => match[1] ?? '';
const gpu = (match: RegExpExecArray): string => `GPU ${match[1]}`;

/** Suffix of `gpu.N.` and `gpu.process.N.` -> title without the leading word, unit (protocol 8). */
const GPU_MEASUREMENTS: readonly (readonly [suffix: string, title: string, unit: string])[] = [
  ['gpu', 'utilisation', '%'],
  ['temp', 'temperature', '°C'],
  ['memory', 'time accessing memory', '%'],
  ['memoryAllocated', 'memory allocated', '%'],
  ['memoryAllocatedBytes', 'memory allocated', 'bytes'],
  ['powerWatts', 'power', 'W'],
  ['powerPercent', 'power', '%'],
  ['enforcedPowerLimitWatts', 'power limit', 'W'],
  ['smClock', 'SM clock', 'MHz'],
  ['memoryClock', 'memory clock', 'MHz'],
  ['graphicsClock', 'graphics clock', 'MHz'],
  ['freq', 'frequency', 'MHz'],
  ['fanSpeed', 'fan speed', '%'],
  ['encoderUtilization', 'encoder utilisation', '%'],
  ['memoryReadWriteActivity', 'memory activity', '%'],
  ['memoryOverDrive', 'memory overdrive', '%'],
  ['correctedMemoryErrors', 'corrected memory errors', ''],
  ['uncorrectedMemoryErrors', 'uncorrected memory errors', ''],
];

const gpuRules = (section: string, prefix: string): Rule[] =>
  GPU_MEASUREMENTS.map(([suffix, title, unit]) =>
    rule(section, new RegExp(`^${prefix}(\\d+)\\.${suffix}$`), `${section} ${title}`, unit, gpu),
  );

/** In the order in which panels stand (UI 10.3); the first rule that fits a key takes it. */
const RULES: readonly Rule[] = [
  rule('CPU', /^cpu$/, 'Process CPU', '%', fixed('Process')),
  rule('CPU', /^proc\.cpu\.threads$/, 'CPU threads', '', fixed('Threads')),
  rule('CPU', /^cpu\.(\d+)\.cpu_percent$/, 'CPU per core', '%', (m) => `Core ${m[1]}`),
  rule('CPU', /^cpu\.([ep]cpu)_percent$/, 'CPU clusters', '%', indexed),
  rule('CPU', /^cpu\.([ep]cpu)_freq$/, 'CPU frequency', 'MHz', indexed),
  rule('CPU', /^cpu\.avg_temp$/, 'CPU temperature', '°C', fixed('Average')),
  rule('CPU', /^cpu\.powerWatts$/, 'CPU power', 'W', fixed('CPU')),
  rule('Memory', /^memory(?:_percent|\.used_percent)?$/, 'System memory', '%', fixed('Host')),
  rule('Memory', /^proc\.memory\.percent$/, 'Process memory', '%', fixed('Process')),
  rule('Memory', /^proc\.memory\.rssMB$/, 'Process memory', 'MB', fixed('Process')),
  rule('Memory', /^proc\.memory\.availableMB$/, 'Memory available', 'MB', fixed('Host')),
  rule('Memory', /^memory\.used$/, 'System memory', 'bytes', fixed('Host')),
  rule('Memory', /^swap\.used_percent$/, 'Swap', '%', fixed('Host')),
  rule('Memory', /^swap\.used$/, 'Swap', 'bytes', fixed('Host')),
  rule('Disk', /^disk\.(.+)\.usagePercent$/, 'Disk use', '%', indexed),
  rule('Disk', /^disk\.(.+)\.usageGB$/, 'Disk use', 'GB', indexed),
  rule('Disk', /^disk\.(?:(.+)\.)?in$/, 'Disk read', 'MB', (m) => m[1] ?? 'All disks'),
  rule('Disk', /^disk\.(?:(.+)\.)?out$/, 'Disk write', 'MB', (m) => m[1] ?? 'All disks'),
  rule('Network', /^network\.(recv|sent)$/, 'Network traffic', 'bytes', (m) => (m[1] === 'recv' ? 'Received' : 'Sent')),
  ...gpuRules('GPU', 'gpu\\.'),
  ...gpuRules('Process GPU', 'gpu\\.process\\.'),
];

/** Unknown keys are families too: digits between dots count devices, the rest names the measurement. Nothing is dropped. */
function familyOf(name: string): { title: string; unit: string; device: string; section: string } {
  const parts = name.split('.');
  const at = parts.findIndex((part) => /^\d+$/.test(part));
  const title = parts.filter((_, i) => i !== at).join('.');
  const section = /^gpu\.process\./.test(name) ? 'Process GPU' : /^gpu\./.test(name) ? 'GPU' : 'Other';
  return { title, unit: unitOf(title), device: at < 0 ? name : `${parts[at - 1] ?? 'Device'} ${parts[at]}`, section };
}

const UNITS: readonly (readonly [RegExp, string])[] = [
  [/(percent|utilization|dutyCycle|Usage%)$|^tpu\.(tensorcoreUtilization|hbmMemoryUsage|runtimeHbmUtilization)$/i, '%'],
  [/Watts$|\.power$/, 'W'],
  [/temp$/i, '°C'],
  [/Us$/, 'µs'],
  [/Mbps$/, 'Mbit/s'],
  [/(Bytes|CapacityTotal|CapacityUsage|memory_usage.*)$/, 'bytes'],
];
const unitOf = (title: string): string => UNITS.find(([pattern]) => pattern.test(title))?.[1] ?? '';

function place(key: string): { section: string; order: number; title: string; unit: string; line: SystemLine } {
  const [path = '', node = ''] = key.split('/l:', 2);
  const name = path.replace(/^system\./, '');
  for (const [order, { section, pattern, title, unit, device }] of RULES.entries()) {
    const match = pattern.exec(name);
    if (match) return { section, order, title: title(match), unit, line: { key, device: device?.(match) ?? name, node } };
  }
  const { section, title, unit, device } = familyOf(name);
  return { section, order: RULES.length, title, unit, line: { key, device, node } };
}

/** One panel a measurement, one line a device (UI 10.3); sections and panels in their fixed order, lines in natural order. */
export function systemSections(keys: readonly string[]): SystemSection[] {
  const panels = new Map<string, { section: string; order: number; panel: SystemPanel & { lines: SystemLine[] } }>();
  for (const key of keys) {
    const { section, order, title, unit, line } = place(key);
    const id = `${section}/${title}/${unit}`;
    const known = panels.get(id);
    if (known) known.panel.lines.push(line);
    else panels.set(id, { section, order, panel: { id, title, unit, percent: unit === '%', lines: [line] } });
  }
  const ordered = [...panels.values()].sort((a, b) => a.order - b.order || naturalOrder(a.panel.title, b.panel.title));
  for (const { panel } of ordered) panel.lines.sort((a, b) => naturalOrder(a.device, b.device) || naturalOrder(a.node, b.node));
  return SECTIONS.map((name) => ({ name, panels: ordered.filter((p) => p.section === name).map((p) => p.panel) })).filter(
    (section) => section.panels.length > 0,
  );
}

/** The labels of runs with several hosts, for the `Node` filter; empty for a run with one. */
export const nodesOf = (sections: readonly SystemSection[]): string[] =>
  [...new Set(sections.flatMap((s) => s.panels.flatMap((p) => p.lines.map((l) => l.node))))].filter((n) => n !== '').sort(naturalOrder);

/** What a line is called in a legend: the device, with its host when there are several. */
export const lineLabel = ({ device, node }: SystemLine): string => (node === '' ? device : `${device} · ${node}`);
