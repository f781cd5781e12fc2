import { MOST_TEXT_BYTES, fileKind } from './file-kind';

describe('what kind of preview a file has', () => {
  it.each([
    ['wandb-metadata.json', '', 'json'],
    ['requirements.txt', '', 'text'],
    ['config.yaml', '', 'text'],
    ['diff.patch', '', 'diff'],
    ['diff_86af216.patch', '', 'diff'],
    ['media/images/img_0_c321.PNG', '', 'image'],
    ['logo.svg', '', 'image'],
    ['media/audio/a.wav', '', 'audio'],
    ['clip.mp4', '', 'video'],
    ['media/table/t.table.json', '', 'json'],
    ['results.tsv', '', 'table'],
    ['README.md', '', 'markdown'],
    ['code/train.py', '', 'text'],
    ['Makefile', '', 'text'],
    ['page.html', 'text/html', 'text'],
    ['model.pt', 'application/octet-stream', 'none'],
    ['notes', 'text/plain; charset=utf-8', 'text'],
    ['picture', 'image/png', 'image'],
    ['x.constructor', '', 'none'],
    ['archive.tiff', 'image/tiff', 'none'],
  ])('%s (%s) is %s', (name, type, kind) => expect(fileKind(name, 10, type)).toBe(kind));

  it('offers a download of text that is too large, and streams of any size', () => {
    expect(fileKind('output.log', MOST_TEXT_BYTES, '')).toBe('text');
    expect(fileKind('output.log', MOST_TEXT_BYTES + 1, '')).toBe('too-large');
    expect(fileKind('clip.mp4', 1e9, '')).toBe('video');
  });
});
