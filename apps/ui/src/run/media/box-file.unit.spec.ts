import { classesOf, readBoxes } from './box-file';

const file = (boxes: unknown, labels: unknown = { 0: 'road', 1: 'car' }): string =>
  JSON.stringify({ box_data: boxes, class_labels: labels });

describe('boxes of an image', () => {
  it('come as edges or as middle and size, in fractions or pixels', () => {
    const { boxes } = readBoxes(
      file([
        { position: { minX: 0.25, maxX: 0.75, minY: 0.5, maxY: 1 }, class_id: 1, box_caption: 'car' },
        { position: { middle: [90, 30], width: 30, height: 20 }, domain: 'pixel', class_id: 0 },
      ]),
    );
    expect(boxes).toEqual([
      { left: 0.25, top: 0.5, width: 0.5, height: 0.5, pixels: false, classId: 1, caption: 'car' },
      { left: 75, top: 20, width: 30, height: 20, pixels: true, classId: 0, caption: '' },
    ]);
  });

  it('leave out what cannot be read', () => {
    expect(readBoxes(file([{ position: { minX: 'NaN' } }, null, 7, { position: { middle: [1] } }])).boxes).toEqual([]);
    for (const text of ['', '[]', 'null', '{"box_data":{}}']) expect(readBoxes(text).boxes).toEqual([]);
  });

  it('give the classes that occur, by name where it is known', () => {
    const read = readBoxes(
      file([
        { position: { minX: 0, maxX: 1, minY: 0, maxY: 1 }, class_id: 1 },
        { position: { minX: 0, maxX: 1, minY: 0, maxY: 1 }, class_id: 7 },
      ]),
    );
    expect(classesOf([read], [2])).toEqual([
      { id: 1, key: 'box:1', label: 'car' },
      { id: 7, key: 'box:7', label: 'class 7' },
      { id: 2, key: 'mask:2', label: 'mask 2' },
    ]);
  });
});
