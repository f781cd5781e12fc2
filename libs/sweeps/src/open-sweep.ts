import { parseJson, type SweepState } from '@runstead/run-domain';
import { parseSweepConfig } from './config/parse-sweep-config';
import { valuesOf, type Arguments } from './config/run-values';
import type { SweepConfig } from './config/sweep-config';
import { Grid } from './search/grid';
import type { Agent, Sweep } from './sweep';

/** A run that was given out. */
export interface Assignment {
  readonly runName: string;
  readonly place: number | null;
  readonly token: string | null;
  agentId: string;
  readonly arguments: string;
  /** Its agent has said that it runs. */
  listed: boolean;
  /** The command was sent a second time. */
  repeated: boolean;
  /** It began, or was given up: its agent is free for the next. */
  settled: boolean;
  /** Another run has taken its values up again. */
  requeued: boolean;
}

interface KnownAgent extends Agent {
  current: Assignment | null;
}

/**
 * A sweep that is being worked on, as the rows and what this process has appended since make it. Decisions are made here
 * without waiting, so that no two agents can be given the same place; the append follows. When one fails, the whole object
 * is thrown away and read anew.
 */
export class OpenSweep {
  readonly agents = new Map<string, KnownAgent>();
  readonly assignments = new Map<string, Assignment>();
  /** Given out and not known to have begun. */
  readonly unsettled = new Set<Assignment>();
  readonly tokens = new Set<string>();
  config: SweepConfig;
  grid: Grid | null;
  private readonly taken = new Set<number>();
  private nextPlace = 0;
  /** When this was last looked at, ms; 0: never. */
  readonly looked = { unsettled: 0, early: 0, target: 0 };

  constructor(public sweep: Sweep) {
    const { config, grid } = configured(sweep.config);
    this.config = config;
    this.grid = grid;
  }

  get state(): SweepState {
    return this.sweep.state;
  }

  changed(changes: Partial<Sweep>): void {
    this.sweep = { ...this.sweep, ...changes };
    if (changes.config === undefined) return;
    const { config, grid } = configured(changes.config);
    this.config = config;
    this.grid = grid;
    // Places are of the grid that was: what was tried is found again by its values.
    this.taken.clear();
    this.nextPlace = 0;
    for (const { arguments: text } of this.assignments.values()) this.takeValues(parseJson(text) as Arguments);
  }

  addAgent(agent: Agent): void {
    this.agents.set(agent.agentId, { ...agent, current: null });
  }

  /** Notes a run that was given out; the same run again moves to another agent. */
  assign(given: Pick<Assignment, 'runName' | 'place' | 'token' | 'agentId' | 'arguments'>, settled = false): Assignment {
    const before = this.assignments.get(given.runName);
    const assignment = before ?? { ...given, listed: false, repeated: false, settled, requeued: false };
    if (before) {
      const previous = this.agents.get(before.agentId);
      if (previous?.current === before) previous.current = null;
      Object.assign(before, { agentId: given.agentId, listed: false, repeated: false });
    } else this.assignments.set(given.runName, assignment);
    if (given.place !== null) this.taken.add(given.place);
    if (given.token !== null) this.tokens.add(given.token);
    if (!assignment.settled) {
      this.unsettled.add(assignment);
      const agent = this.agents.get(given.agentId);
      if (agent) agent.current = assignment;
    }
    return assignment;
  }

  settle(assignment: Assignment): void {
    assignment.settled = true;
    this.unsettled.delete(assignment);
    const agent = this.agents.get(assignment.agentId);
    if (agent?.current === assignment) agent.current = null;
  }

  /** Values of a run that nobody was given: a grid does not try them again. */
  takeValues(tried: Arguments): void {
    const place = this.grid ? placeIn(this.grid, this.config, tried) : null;
    if (place !== null) this.taken.add(place);
  }

  /** A place of the grid that was not given out, and is by this call; null at the end. */
  takePlace(): number | null {
    const size = this.grid?.size ?? 0;
    while (this.nextPlace < size && this.taken.has(this.nextPlace)) this.nextPlace += 1;
    if (this.nextPlace >= size) return null;
    const place = this.nextPlace;
    this.taken.add(place);
    this.nextPlace += 1;
    return place;
  }

  /** At the run cap; runs that were given away count once. */
  isFull(): boolean {
    return this.config.runCap !== null && this.assignments.size >= this.config.runCap;
  }
}

function configured(text: string): { readonly config: SweepConfig; readonly grid: Grid | null } {
  const parsed = parseSweepConfig(text);
  // It was checked before it was logged; a check that has become stricter must not be silent.
  if (!parsed.ok) throw new Error(`The stored configuration of a sweep is not valid any more: ${parsed.message}`);
  return { config: parsed.config, grid: parsed.config.method === 'grid' ? new Grid(parsed.config.parameters) : null };
}

function placeIn(grid: Grid, config: SweepConfig, tried: Arguments): number | null {
  const values = valuesOf(config.parameters, tried);
  return values ? grid.indexOf(values) : null;
}
