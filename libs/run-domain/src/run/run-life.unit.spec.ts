import { RunLife, NOTHING_TOLD, announcement, heard } from '../fixtures/run-life';

const STARTS = announcement({ details: { ...NOTHING_TOLD, program: 'train.py' } });

describe("a run's life", () => {
  it('is told in words, with cause, actor and time', () => {
    const life = new RunLife().after(announcement(), heard(), { type: 'request-stop' }, heard({ exitCode: 255 }));
    expect(life.timeline).toEqual([
      'pending: created',
      'running: announced by the client',
      'stopping: stop requested',
      'killed: exit code 255 after a stop was requested',
    ]);
    expect(life.run?.timeline.at(-1)).toMatchObject({ actor: 'ann', cause: 'RunFinished', time: life.time });
    expect(life.run).toMatchObject({ state: 'killed', exitCode: 255, endedAt: life.time, stopRequested: false });
  });

  it.each([
    [0, 'finished'],
    [1, 'failed'],
    [255, 'failed'],
  ])('ends with exit code %i as %s', (exitCode, state) => {
    expect(new RunLife().after(announcement(), heard({ exitCode })).run).toMatchObject({ state, exitCode });
  });

  it('is pending while a tool has made it and it never spoke', () => {
    const life = new RunLife().after(announcement({ config: { lr: { value: 1 } } }));
    expect(life.run?.state).toBe('pending');
    expect(life.after(heard({ newLines: true })).timeline.at(-1)).toBe('running: first lines');
    expect(new RunLife().after({ type: 'stub', identity: announcement().identity }, heard()).timeline).toEqual([
      'pending: lines arrived before the run was announced',
      'running: first heartbeat',
    ]);
  });

  it('crashes at the last sign of life, and comes back with any', () => {
    const life = new RunLife().after(announcement());
    const lastSeen = life.time + 500;
    life.time += 300_000;
    life.after({ type: 'lose-heartbeat', lastSeen, limitSeconds: 300 });
    expect(life.run).toMatchObject({ state: 'crashed', endedAt: lastSeen, exitCode: null });
    expect(life.timeline.at(-1)).toBe('crashed: nothing heard since 2026-11-20T10:57:05Z (limit 300 s)');
    expect(life.after(heard()).run).toMatchObject({ state: 'running', endedAt: null });
    expect(life.timeline.at(-1)).toBe('running: heartbeat received again');
  });

  it('is preempted, not crashed, when it said so', () => {
    const life = new RunLife().after(announcement(), heard({ preempting: true }), heard({ preempting: true }));
    expect(life.events.filter(({ type }) => type === 'RunPreempting')).toHaveLength(1);
    expect(life.after({ type: 'lose-heartbeat', lastSeen: life.time, limitSeconds: 300 }).run?.state).toBe('preempted');
    expect(life.after(heard()).run).toMatchObject({ state: 'running', preempting: false });
    life.after(heard({ preempting: true }), { type: 'lose-heartbeat', lastSeen: life.time, limitSeconds: 300 });
    expect(life.after(heard({ preempting: true })).run).toMatchObject({ state: 'running', preempting: true });
  });

  it('is not lost when it is over, and not over twice', () => {
    const life = new RunLife().after(announcement(), heard({ exitCode: 0 }));
    const before = life.events.length;
    life.after({ type: 'lose-heartbeat', lastSeen: 1, limitSeconds: 300 }, heard({ exitCode: 0 }), heard(), { type: 'request-stop' });
    expect(life.events).toHaveLength(before);
  });

  it('is opened again by new lines, but not by a late heartbeat or a second writer', () => {
    const life = new RunLife().after(announcement(), heard({ exitCode: 1 }));
    expect(life.after(heard(), heard({ newLines: true, writer: 'w2' })).run?.state).toBe('failed');
    expect(life.after(heard({ newLines: true })).run).toMatchObject({ state: 'running', exitCode: null, endedAt: null });
    expect(life.timeline.at(-1)).toBe('running: lines received again');
  });

  it('is resumed by a client that starts, which forgets exit code and stop', () => {
    const life = new RunLife().after(STARTS, { type: 'request-stop' }, { type: 'lose-heartbeat', lastSeen: 5, limitSeconds: 300 });
    expect(life.after(heard()).run?.stopRequested).toBe(true);
    life.after({ type: 'lose-heartbeat', lastSeen: life.time, limitSeconds: 300 }, STARTS);
    expect(life.run).toMatchObject({ state: 'running', stopRequested: false, exitCode: null });
    expect(life.timeline.at(-1)).toBe('running: resumed by the client');
  });

  it('goes on when a new process resumes it after a stop that the old one never answered', () => {
    const life = new RunLife().after(STARTS, { type: 'request-stop' });
    const late = announcement({
      details: { ...NOTHING_TOLD, program: 'train.py' },
      config: { lr: { value: 0.2 }, _wandb: { value: { t: {}, e: { w1: {} } } } },
    });
    expect(life.after(late, { ...STARTS, mergeConfig: true }).run?.stopRequested).toBe(true);
    expect(life.after(STARTS).run).toMatchObject({ state: 'running', stopRequested: false });
    expect(life.timeline.at(-1)).toBe('running: resumed by the client');
    const before = life.events.length;
    expect(life.after(STARTS).events).toHaveLength(before);
  });

  it('is ended by the primary writer only, once it is known', () => {
    const life = new RunLife().after(announcement(), { type: 'report-environment', environment: { writerId: 'w1' } });
    expect(life.after(heard({ writer: 'w2', exitCode: 0 })).run?.state).toBe('running');
    expect(life.after(heard({ writer: 'w1', exitCode: 0 })).run?.state).toBe('finished');
    expect(new RunLife().after(announcement(), heard({ writer: 'w2', exitCode: 0 })).run?.state).toBe('finished');
  });

  it('is rewound, and says what is not shown any more', () => {
    const rewound = { step: 4, generation: 1, historyLines: 5, hiddenLines: 1, summary: { loss: 0.5 } };
    const life = new RunLife().after(STARTS, heard({ exitCode: 0 }), { type: 'rewind', rewound }, STARTS);
    expect(life.timeline.slice(-2)).toEqual([
      'rewound: back to step 4: history goes on after 5 lines; 1 line kept but not shown any more',
      'running: resumed by the client',
    ]);
    expect(life.run).toMatchObject({ state: 'running', exitCode: null });
  });

  it('may begin with the history of another', () => {
    const fork = { originRunId: '9', originName: 'base', step: 4, historyLines: 5, summary: {} };
    expect(new RunLife().after({ ...STARTS, fork }).timeline).toEqual([
      'pending: created',
      'forked: began with 5 lines of history of run base, up to step 4',
      'running: announced by the client',
    ]);
  });

  it('stays finished when people edit it', () => {
    const life = new RunLife().after(STARTS, heard({ exitCode: 0 }));
    life.after(
      announcement({ config: { lr: { value: 5 } } }),
      announcement({ config: null, details: { ...NOTHING_TOLD, notes: 'good' } }),
      { type: 'change-details', changes: { tags: ['a', 'a', 'b'], displayName: 'best' } },
      { type: 'edit-summary', summary: { best: 1 } },
    );
    expect(life.run).toMatchObject({ state: 'finished', displayName: 'best', details: { notes: 'good', tags: ['a', 'b'] } });
    expect(life.run?.config).toEqual({ lr: { value: 5 } });
  });

  it('is deleted, restored, and says both', () => {
    const life = new RunLife().after(announcement(), { type: 'delete' }, { type: 'delete' });
    expect(life.run?.deletedAt).toBe(life.time - 1_000);
    expect(life.after({ type: 'restore' }, { type: 'restore' }).timeline.slice(-2)).toEqual(['deleted: deleted', 'restored: restored']);
    expect(life.run?.deletedAt).toBeNull();
    expect(life.after({ type: 'delete' }, announcement()).timeline.at(-1)).toBe('restored: restored');
  });

  it('keeps its name and its first and last states when it flaps for weeks', () => {
    const life = new RunLife().after(announcement());
    for (let day = 0; day < 600; day += 1) life.after({ type: 'lose-heartbeat', lastSeen: life.time, limitSeconds: 300 }, heard());
    expect(life.run?.timeline).toHaveLength(500);
    expect(life.timeline.at(0)).toBe('pending: created');
    expect(life.timeline.at(-1)).toBe('running: heartbeat received again');
  });
});

describe('the config of a run', () => {
  it('is replaced as a whole, and not told again when it is the same', () => {
    const life = new RunLife().after(announcement({ config: { a: { value: 1 }, b: { value: 2 } } }));
    life.after(announcement({ config: { b: { value: 2 }, a: { value: 1 } } }));
    expect(life.events.filter(({ type }) => type === 'RunConfigChanged')).toHaveLength(1);
    expect(life.after(announcement({ config: { b: { value: 3 } } })).run?.config).toEqual({ b: { value: 3 } });
  });

  it('is merged key by key when writers share the run', () => {
    const first = { a: { value: { x: 1 } }, _wandb: { value: { e: { w1: { os: 'Linux' } }, m: [{ 1: 'loss' }], t: { 4: '3.11' } } } };
    const second = { a: { value: { y: 2 } }, b: { value: [] }, _wandb: { value: { e: { w2: { os: 'mac' } }, m: [], t: { 5: '0.3' } } } };
    const life = new RunLife().after(announcement({ config: first }), announcement({ config: second, mergeConfig: true }));
    expect(life.run?.config).toEqual({
      a: { value: { y: 2 } },
      b: { value: [] },
      _wandb: { value: { e: { w1: { os: 'Linux' }, w2: { os: 'mac' } }, m: [{ 1: 'loss' }], t: { 4: '3.11', 5: '0.3' } } },
    });
  });

  it('keeps a stop that was asked for before the start, however often the start is announced', () => {
    const first = announcement({ config: { lr: { value: 1 } }, details: { ...NOTHING_TOLD, program: 'train.py' } });
    const prepared = announcement({ config: { lr: { value: 1 } } });
    const life = new RunLife().after(prepared, { type: 'request-stop' }, first, first);
    expect(life.run).toMatchObject({ state: 'running', stopRequested: true });
  });
});
