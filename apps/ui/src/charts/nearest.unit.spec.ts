import { nearestIndex } from './nearest';

test.each([
  [[], 3, -1],
  [[5], 3, 0],
  [[0, 10, 20], -4, 0],
  [[0, 10, 20], 4, 0],
  [[0, 10, 20], 5, 0],
  [[0, 10, 20], 6, 1],
  [[0, 10, 20], 99, 2],
])('in %p the nearest to %p is at %p', (x, at, index) => expect(nearestIndex(x, at)).toBe(index));

test('a column that is not sorted is searched whole', () => expect(nearestIndex([9, 1, 5, 2], 4.4, false)).toBe(2));
