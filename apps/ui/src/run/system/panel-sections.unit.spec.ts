import { hasCounters, panelSections } from './panel-sections';
import { systemSections } from './system-panels';

const keys = ['system.cpu', 'system.network.sent', 'system.network.recv', 'system.cpu/l:b'];
const drawn = (node: string, perSecond: boolean) =>
  panelSections(systemSections(keys), node, perSecond).flatMap(({ panels }) =>
    panels.map(({ title, unit, lines, yRange, perSecond: rate }) => [title, unit, lines.map((line) => line.label), yRange, rate]),
  );

describe('system sections for the panel area', () => {
  it('fixes percent panels to 0-100 and turns counters into rates on demand', () => {
    expect(drawn('', false)).toEqual([
      ['Process CPU', '%', ['Process', 'Process · b'], [0, 100], undefined],
      ['Network traffic', 'bytes', ['Received', 'Sent'], undefined, undefined],
    ]);
    expect(drawn('', true)[1]).toEqual(['Network traffic', 'bytes/s', ['Received', 'Sent'], undefined, true]);
    expect(hasCounters(systemSections(keys))).toBe(true);
    expect(hasCounters(systemSections(['system.cpu']))).toBe(false);
  });

  it('keeps one host', () => expect(drawn('b', false).map((panel) => panel[2])).toEqual([['Process · b']]));
});
