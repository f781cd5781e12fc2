import { lineLabel, nodesOf, systemSections } from './system-panels';

const panelsOf = (keys: string[]): string[] =>
  systemSections(keys).flatMap((section) =>
    section.panels.map((p) => `${section.name} > ${p.title} (${p.unit}): ${p.lines.map(lineLabel).join(', ')}`),
  );

describe('system panels', () => {
  it('gives every measurement of a plain host one panel, in the order of the specification', () => {
    expect(
      panelsOf([
        'system.network.sent',
        'system.network.recv',
        'system.disk.vda.out',
        'system.disk.vda.in',
        'system.disk./.usageGB',
        'system.disk./.usagePercent',
        'system.proc.memory.availableMB',
        'system.proc.memory.rssMB',
        'system.proc.memory.percent',
        'system.memory_percent',
        'system.proc.cpu.threads',
        'system.cpu',
      ]),
    ).toEqual([
      'CPU > Process CPU (%): Process',
      'CPU > CPU threads (): Threads',
      'Memory > System memory (%): Host',
      'Memory > Process memory (%): Process',
      'Memory > Process memory (MB): Process',
      'Memory > Memory available (MB): Host',
      'Disk > Disk use (%): /',
      'Disk > Disk use (GB): /',
      'Disk > Disk read (MB): vda',
      'Disk > Disk write (MB): vda',
      'Network > Network traffic (bytes): Received, Sent',
    ]);
  });

  it('draws one line a device, in natural order', () => {
    expect(panelsOf(['system.gpu.10.gpu', 'system.gpu.2.gpu', 'system.gpu.2.temp', 'system.gpu.process.2.gpu'])).toEqual([
      'GPU > GPU utilisation (%): GPU 2, GPU 10',
      'GPU > GPU temperature (°C): GPU 2',
      'Process GPU > Process GPU utilisation (%): GPU 2',
    ]);
    expect(panelsOf(['system.disk./data.b/.usageGB', 'system.disk.in'])).toEqual([
      'Disk > Disk use (GB): /data.b/',
      'Disk > Disk read (MB): All disks',
    ]);
  });

  it('tells the hosts of a shared run apart', () => {
    const sections = systemSections(['system.cpu/l:rank1', 'system.cpu/l:rank0']);
    expect(sections[0]?.panels[0]?.lines.map(lineLabel)).toEqual(['Process · rank0', 'Process · rank1']);
    expect(nodesOf(sections)).toEqual(['rank0', 'rank1']);
    expect(nodesOf(systemSections(['system.cpu']))).toEqual([]);
  });

  it('gives unknown keys a panel a family and drops none', () => {
    expect(
      panelsOf([
        'system.tpu.0.dutyCycle',
        'system.tpu.1.dutyCycle',
        'system.system.powerWatts',
        'system.openmetrics.x.y.0',
        'system.gpu.0.new',
      ]),
    ).toEqual([
      'GPU > gpu.new (): gpu 0',
      'Other > openmetrics.x.y (): y 0',
      'Other > system.powerWatts (W): system.powerWatts',
      'Other > tpu.dutyCycle (%): tpu 0, tpu 1',
    ]);
  });

  it('keeps percentages between 0 and 100 and nothing else', () => {
    const panels = systemSections(['system.cpu', 'system.proc.memory.rssMB', 'system.gpu.0.powerPercent']).flatMap((s) => s.panels);
    expect(panels.map((p) => p.percent)).toEqual([true, false, true]);
  });

  it('has every key on exactly one line, whatever it is called', () => {
    const keys = ['system.cpu', 'system.', 'system', 'x', 'system.a..0', 'system.gpu.0.gpu/l:', '__proto__', 'system.constructor'];
    const drawn = systemSections(keys).flatMap((s) => s.panels.flatMap((p) => p.lines.map((l) => l.key)));
    expect(drawn.sort()).toEqual([...keys].sort());
  });
});
