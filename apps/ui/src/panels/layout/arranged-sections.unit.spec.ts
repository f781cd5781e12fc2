import type { Layout } from '@runstead/ui-contract';
import type { PanelSection } from '../panel-types';
import {
  arrangedSections,
  layoutOf,
  ownPanelId,
  sortedSection,
  withNewSection,
  withPanelAt,
  withSection,
  withSectionMoved,
  withoutPanel,
  withoutSection,
} from './arranged-sections';

const section = (name: string, ...keys: string[]): PanelSection => ({
  name,
  panels: keys.map((key) => ({ id: key, title: key, lines: [{ key }] })),
});
const AUTOMATIC = [section('Charts', 'loss', 'acc'), section('val', 'val/loss')];
const shown = (automatic: PanelSection[], layout: Layout | undefined, panels = {}) =>
  arrangedSections(automatic, layout, panels).map(({ name, panels: all }) => [name, ...all.map(({ id }) => id)]);

test('without a layout everything is automatic', () =>
  expect(shown(AUTOMATIC, undefined)).toEqual([
    ['Charts', 'loss', 'acc'],
    ['val', 'val/loss'],
  ]));

test('the layout of what is shown shows the same, and a new key still finds its section', () => {
  const layout = layoutOf(AUTOMATIC, undefined);
  expect(shown(AUTOMATIC, layout)).toEqual(shown(AUTOMATIC, undefined));
  const later = [section('Charts', 'acc', 'loss', 'new'), section('val', 'val/loss'), section('test', 'test/loss')];
  expect(shown(later, layout)).toEqual([
    ['Charts', 'loss', 'acc', 'new'],
    ['val', 'val/loss'],
    ['test', 'test/loss'],
  ]);
});

test('a renamed section keeps the keys to come', () => {
  const layout = withSection(layoutOf(AUTOMATIC, undefined), 'val', { name: 'Validation' });
  expect(shown([AUTOMATIC[0]!, section('val', 'val/loss', 'val/acc')], layout)[1]).toEqual(['Validation', 'val/loss', 'val/acc']);
});

test('moves panels within and across sections', () => {
  const layout = layoutOf(AUTOMATIC, undefined);
  expect(shown(AUTOMATIC, withPanelAt(layout, 'loss', 'val', 0))).toEqual([
    ['Charts', 'acc'],
    ['val', 'loss', 'val/loss'],
  ]);
  expect(shown(AUTOMATIC, withPanelAt(layout, 'loss', 'Charts', 1))[0]).toEqual(['Charts', 'acc', 'loss']);
});

test('a removed automatic panel stays away until it is put back', () => {
  const without = withoutPanel(layoutOf(AUTOMATIC, undefined), 'loss');
  expect(shown(AUTOMATIC, without)[0]).toEqual(['Charts', 'acc']);
  expect(shown(AUTOMATIC, withPanelAt(without, 'loss', 'Charts', 0))[0]).toEqual(['Charts', 'loss', 'acc']);
  expect(shown(AUTOMATIC, withoutSection(layoutOf(AUTOMATIC, undefined), 'val'))).toEqual([['Charts', 'loss', 'acc']]);
});

test('panels of the person’s own stand where they were put', () => {
  const id = ownPanelId('x');
  const layout = withPanelAt(layoutOf(AUTOMATIC, undefined), id, 'Charts', 0);
  expect(shown(AUTOMATIC, layout, { [id]: { kind: 'markdown' } })[0]).toEqual(['Charts', id, 'loss', 'acc']);
  expect(shown(AUTOMATIC, layout, {})[0]).toEqual(['Charts', 'loss', 'acc']);
});

test('sections: new ones have free names, move, and sort', () => {
  const twice = withNewSection(withNewSection(layoutOf(AUTOMATIC, undefined), 0), 0);
  expect(twice.sections.map(({ name }) => name)).toEqual(['New section 2', 'New section', 'Charts', 'val']);
  expect(withSectionMoved(twice, 'val', -1).sections.map(({ name }) => name)).toEqual(['New section 2', 'New section', 'val', 'Charts']);
  expect(withSectionMoved(twice, 'val', 1)).toBe(twice);
  expect(sortedSection(layoutOf(AUTOMATIC, undefined), 'Charts', (title) => title).sections[0]?.panels).toEqual(['acc', 'loss']);
});

test('a manual workspace adds nothing by itself', () => expect(shown(AUTOMATIC, { manual: true, sections: [], removed: [] })).toEqual([]));
