import { histogramOf, mediaItems, mediaKind, valueUnder } from './media-value';

const shown = (value: Record<string, unknown>): string[] => mediaItems(value).map(({ path, caption }) => `${path} ${caption}`);

describe('media values', () => {
  it('read single files, lists of names and lists of values', () => {
    expect(shown({ path: 'media/images/a.png', caption: 'cap' })).toEqual(['media/images/a.png cap']);
    expect(shown({ count: 2, filenames: ['m/1.png', 'm/1.png'], captions: ['a'] })).toEqual(['m/1.png a', 'm/1.png null']);
    expect(shown({ videos: [{ path: 'm/v.mp4' }, { path: 7 }], captions: ['first'] })).toEqual(['m/v.mp4 first']);
    expect(mediaItems({ odd: true })).toEqual([]);
  });

  it('read boxes and masks of one image and of many', () => {
    const one = mediaItems({
      path: 'a.png',
      width: 10,
      height: 8,
      boxes: { pred: { path: 'b.json' } },
      masks: { m: { path: 'm.png' }, x: 1 },
    });
    expect(one).toEqual([
      { path: 'a.png', caption: null, size: { width: 10, height: 8 }, boxes: { pred: 'b.json' }, masks: { m: 'm.png' } },
    ]);
    const many = mediaItems({ filenames: ['a.png', 'b.png'], all_boxes: [null, { pred: { path: 'b.json' } }] });
    expect(many.map(({ boxes }) => boxes)).toEqual([{}, { pred: 'b.json' }]);
  });

  it('are panels by their type, numbers and graphs are not', () => {
    expect(
      ['image-file', 'images/separated', 'histogram', 'molecule-file', 'constructor', 'number', 'list', 'graph-file'].map(mediaKind),
    ).toEqual(['image', 'image', 'histogram', 'file', 'file', null, null, null]);
  });

  it('are histograms only when edges and counts belong together', () => {
    expect(histogramOf({ values: [1, 2], bins: [0, 1, 2] })).toEqual({ counts: [1, 2], edges: [0, 1, 2] });
    for (const odd of [{ values: [1, 2], bins: [0, 1] }, { values: [], bins: [0] }, { values: ['NaN'], bins: [0, 1] }, {}])
      expect(histogramOf(odd)).toBeNull();
  });

  it('are found in a summary by their own key or by the nesting that its dots name', () => {
    expect(valueUnder({ 'a.b': 1, a: { b: 2, c: 3 } }, 'a.b')).toBe(1);
    expect(valueUnder({ a: { c: 3 } }, 'a.c')).toBe(3);
    expect(valueUnder({}, 'constructor.name')).toBeUndefined();
  });
});
