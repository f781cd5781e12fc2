import fc from 'fast-check';
import { parseConsoleLine } from './parse-console-line';

const TIME = Date.UTC(2026, 2, 1, 10, 20, 30);

describe('parseConsoleLine', () => {
  it.each([
    ['2026-03-01T10:20:30.123456 epoch 1', { time: TIME + 123.456, stream: 'stdout', label: '', text: 'epoch 1' }],
    ['ERROR 2026-03-01T10:20:30.000001 Traceback ...', { time: TIME + 0.001, stream: 'stderr', label: '', text: 'Traceback ...' }],
    ['2026-03-01T10:20:30.5  [rank0] hello\n', { time: TIME + 500, stream: 'stdout', label: 'rank0', text: 'hello' }],
    ['2026-03-01T10:20:30   indented', { time: TIME, stream: 'stdout', label: '', text: '  indented' }],
    ['2026-03-01T10:20:30.000000 ', { time: TIME, stream: 'stdout', label: '', text: '' }],
    ['no time at all', { time: 0, stream: 'stdout', label: '', text: 'no time at all' }],
    ['', { time: 0, stream: 'stdout', label: '', text: '' }],
    [
      '{"ts":"2026-03-01T10:20:30.123456","content":"a \\"b\\"","level":"error","label":"x"}',
      { time: TIME + 123.456, stream: 'stderr', label: 'x', text: 'a "b"' },
    ],
    ['{"content":"no time"}', { time: 0, stream: 'stdout', label: '', text: '{"content":"no time"}' }],
  ])('reads %j', (line, expected) => {
    expect(parseConsoleLine(line)).toEqual(expected);
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(typeof parseConsoleLine(text).text).toBe('string');
        expect(parseConsoleLine(`2026-03-01T10:20:30.000000 ${text}x`).text.endsWith('x')).toBe(true);
      }),
    );
  });
});
