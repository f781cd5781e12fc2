import fc from 'fast-check';
import { fileGlobalId, parseFileGlobalId, parseRunGlobalId, runGlobalId } from './global-ids';

describe('global ids', () => {
  it('has the form of which the client reads the third part', () => {
    const id = runGlobalId({ entity: 'ana', project: 'mnist', name: 'k3x9a0pq' });
    expect(Buffer.from(id, 'base64').toString()).toBe('Run:v1:k3x9a0pq:mnist:ana');
  });

  it('comes back, whatever the names are', () => {
    const name = fc.string({ minLength: 1, unit: 'grapheme' });
    fc.assert(
      fc.property(name, name, name, (entity, project, run) => {
        expect(parseRunGlobalId(runGlobalId({ entity, project, name: run }))).toEqual({ entity, project, name: run });
        expect(parseFileGlobalId(fileGlobalId('42', run))).toEqual({ runId: '42', name: run });
      }),
    );
  });

  it.each(['', 'k3x9a0pq', 'UnVuOjQy', '💥', Buffer.from('Run:v1:a:b').toString('base64'), Buffer.from('File:x:name').toString('base64')])(
    '%j is no id of a run or file',
    (id) => {
      expect(parseRunGlobalId(id)).toBeNull();
      expect(parseFileGlobalId(id)).toBeNull();
    },
  );
});
