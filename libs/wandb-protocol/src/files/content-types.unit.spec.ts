import { contentTypeOf, isSafeToShow } from './content-types';

describe('content types', () => {
  it.each([
    ['a.png', 'image/png', true],
    ['a.PNG', 'image/png', true],
    ['output.log', 'text/plain', true],
    ['wandb-metadata.json', 'application/json', true],
    ['clip.webm', 'video/webm', true],
    ['page.html', 'text/html', false],
    ['drawing.svg', 'image/svg+xml', false],
    ['x.js', 'text/javascript', false],
    ['model.pt', 'application/octet-stream', false],
    ['png', 'application/octet-stream', false],
    ['constructor', 'application/octet-stream', false],
    ['a.__proto__', 'application/octet-stream', false],
    ['a.constructor', 'application/octet-stream', false],
  ])('%s is %s', (name, type, safe) => {
    expect(contentTypeOf(name)).toBe(type);
    expect(isSafeToShow(contentTypeOf(name))).toBe(safe);
  });
});
