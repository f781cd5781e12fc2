import type { RunGroup } from '@runstead/ui-contract';
import { groupId, groupLabel } from './group-id';

const arch: RunGroup = [{ field: 'config.arch', value: { type: 'string', value: 'resnet' } }];

test('a text and a number of the same letters are two groups', () => {
  const number: RunGroup = [{ field: 'config.arch', value: { type: 'number', value: 7 } }];
  const text: RunGroup = [{ field: 'config.arch', value: { type: 'string', value: '7' } }];
  expect(groupId(number)).not.toBe(groupId(text));
});

test('a single field is named by its value, several by field and value', () => {
  expect(groupLabel(arch)).toBe('resnet');
  expect(groupLabel([...arch, { field: 'config.lr', value: { type: 'missing' } }])).toBe('arch: resnet · lr: —');
});
