import { mediaOfSummary } from './media-of-summary';

describe('media of a summary', () => {
  it('reads single files, lists of names and lists of values', () => {
    const media = mediaOfSummary({
      loss: 1,
      img: { _type: 'image-file', path: 'media/images/a.png', caption: 'cap' },
      imgs: { _type: 'images/separated', count: 2, filenames: ['m/1.png', 'm/1.png'], captions: ['a'] },
      clips: { _type: 'videos', videos: [{ _type: 'video-file', path: 'm/v.mp4' }], captions: ['first'] },
      table: { _type: 'table-file', path: 'm/t.table.json', nrows: 2 },
    });
    expect(media.map(({ key, kind, items }) => [key, kind, items.map((item) => `${item.path} ${item.caption}`)])).toEqual([
      ['img', 'image', ['media/images/a.png cap']],
      ['imgs', 'image', ['m/1.png a', 'm/1.png null']],
      ['clips', 'video', ['m/v.mp4 first']],
      ['table', 'file', ['m/t.table.json null']],
    ]);
  });

  it('leaves out what has no file, graphs, and what is no media', () => {
    expect(
      mediaOfSummary({
        hist: { _type: 'histogram', values: [1] },
        graph_0: { _type: 'graph-file', path: 'g' },
        odd: { _type: 'constructor', path: 7 },
        list: [1],
        none: null,
      }),
    ).toEqual([]);
    expect(mediaOfSummary({ odd: { _type: 'constructor', path: 'x' } })[0]?.kind).toBe('file');
  });
});
