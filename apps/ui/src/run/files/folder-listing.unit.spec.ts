import { filesMatching, folderListing, pathSteps } from './folder-listing';

const file = (name: string, size = 1, updatedAt = 1) => ({ name, size, contentType: '', updatedAt });
const files = [
  file('z.txt', 5),
  file('media/images/b_2.png', 10, 7),
  file('media/images/b_10.png', 20, 9),
  file('media/a.wav', 3),
  file('a10.txt'),
  file('a2.txt'),
];
const shown = (entries: readonly { path: string; kind: string }[]): string[] => entries.map((e) => `${e.kind} ${e.path}`);

describe('folders made of flat file names', () => {
  it('lists folders first, names in natural order', () => {
    expect(shown(folderListing(files, ''))).toEqual(['folder media', 'file a2.txt', 'file a10.txt', 'file z.txt']);
    expect(shown(folderListing(files, 'media'))).toEqual(['folder media/images', 'file media/a.wav']);
    expect(shown(folderListing(files, 'media/images'))).toEqual(['file media/images/b_2.png', 'file media/images/b_10.png']);
  });

  it('sums up what is in a folder', () => {
    expect(folderListing(files, '')[0]).toMatchObject({ size: 33, updatedAt: 9, files: 3 });
  });

  it('sorts by size both ways and keeps folders in front', () => {
    expect(shown(folderListing(files, '', 'size', true))).toEqual(['folder media', 'file z.txt', 'file a10.txt', 'file a2.txt']);
  });

  it('an unknown folder is empty, and a folder is not a prefix of another name', () => {
    expect(folderListing(files, 'med')).toEqual([]);
  });

  it('searches whole paths and splits them', () => {
    expect(shown(filesMatching(files, 'IMAGES/b_1'))).toEqual(['file media/images/b_10.png']);
    expect(pathSteps('a/b')).toEqual([
      { name: 'a', path: 'a' },
      { name: 'b', path: 'a/b' },
    ]);
    expect(pathSteps('')).toEqual([]);
  });
});
