import fc from 'fast-check';
import { readEnvelope, type StreamEnvelope } from './stream-envelope';

function envelope(body: unknown): StreamEnvelope {
  const read = readEnvelope(Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)));
  if (!read.ok) throw new Error(read.reason);
  return read.envelope;
}

describe('readEnvelope', () => {
  it('reads a middle post', () => {
    const history = ['{"loss":0.5,"_step":2}', '{"loss":NaN,"_step":3}'];
    const read = envelope({
      files: {
        'wandb-history.jsonl': { offset: 2, content: history },
        'output.log': { offset: 4, content: ['2026-11-22T10:58:05.100000 epoch 1'] },
      },
      uploaded: ['requirements.txt'],
    });
    expect(read).toEqual({
      files: [
        { name: 'wandb-history.jsonl', offset: 2, lines: history },
        { name: 'output.log', offset: 4, lines: ['2026-11-22T10:58:05.100000 epoch 1'] },
      ],
      complete: false,
      exitCode: null,
      preempting: false,
      uploaded: ['requirements.txt'],
      unusable: [],
    });
  });

  it('reads a last post', () => {
    expect(envelope({ complete: true, exitcode: 255 })).toMatchObject({ files: [], complete: true, exitCode: 255 });
  });

  it.each(['{}', 'null', '', '  \n', '{"files":null}', '{"complete":false,"failed":false,"dropped":0}'])(
    'takes %j for a heartbeat',
    (body) => {
      expect(envelope(body)).toMatchObject({ files: [], complete: false, exitCode: null, unusable: [] });
    },
  );

  it.each(['{', 'NaN', '[]', '"text"', '7', '{"files":', '<html>'])('cannot decode %j', (body) => {
    expect(readEnvelope(Buffer.from(body))).toMatchObject({ ok: false });
  });

  it('keeps the place of a line that is not text', () => {
    const read = envelope({ files: { 'wandb-history.jsonl': { offset: 0, content: ['{"a":1}', { b: 2 }, null, 3, '{"c":4}'] } } });
    expect(read.files[0]!.lines).toEqual(['{"a":1}', '{"b":2}', 'null', '3', '{"c":4}']);
  });

  it.each([
    [{ offset: -1, content: [] }],
    [{ offset: 1.5, content: [] }],
    [{ offset: '0', content: [] }],
    [{ content: [] }],
    [{ offset: 0, content: 'x' }],
    [{ offset: 0 }],
    [{ offset: 2 ** 36, content: ['x'] }],
    [7],
    [null],
  ])('sets %j apart and takes the rest', (part) => {
    const read = envelope({
      files: { 'wandb-history.jsonl': part, 'output.log': { offset: 0, content: ['x'] } },
      complete: true,
      exitcode: 0,
    });
    expect(read.unusable).toEqual([{ file: 'wandb-history.jsonl', reason: expect.any(String), text: JSON.stringify(part) }]);
    expect(read.files).toEqual([{ name: 'output.log', offset: 0, lines: ['x'] }]);
    expect(read.complete).toBe(true);
  });

  it('never throws, and loses no line', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' })), fc.nat(), (lines, offset) => {
        expect(envelope({ files: { 'output.log': { offset, content: lines } } }).files).toEqual([{ name: 'output.log', offset, lines }]);
      }),
    );
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (files, exitcode) => {
        expect(readEnvelope(Buffer.from(JSON.stringify({ files, exitcode })))).toMatchObject({ ok: true });
      }),
    );
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(readEnvelope(Buffer.from(text))).toHaveProperty('ok');
      }),
    );
  });
});
