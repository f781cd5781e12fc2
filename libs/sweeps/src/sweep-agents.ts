import { Injectable } from '@nestjs/common';
import { KeyedQueue, RunCommands, RunDirectory, type RunRef } from '@runstead/run-commands';
import { Clock, Ids, isJsonObject, parseJson, type RunDetails } from '@runstead/run-domain';
import { AgentSigns } from './agent-signs';
import { EarlyStops } from './early-stops';
import { earlyStops } from './local-controller';
import type { Assignment, OpenSweep } from './open-sweep';
import { OpenSweeps } from './open-sweeps';
import { Proposals, type Proposal } from './proposals';
import { newName } from './short-names';
import { AGENT_SILENCE_MS, type Agent, type AgentCommand, type Sweep } from './sweep';
import { SweepCommands } from './sweep-commands';
import { SweepJournal } from './sweep-journal';
import { TargetWatch } from './target-watch';

export const SWEEPS_ACTOR = 'system:sweeps';
/** How often the whole of a sweep's open assignments is looked at; ms. */
const LOOK_EVERY_MS = 1_000;

/** Agents ask what to do next; each combination becomes one run, whoever dies on the way (sweeps protocol 3). */
@Injectable()
export class SweepAgents {
  private readonly queue = new KeyedQueue();

  constructor(
    private readonly open: OpenSweeps,
    private readonly signs: AgentSigns,
    private readonly commands: SweepCommands,
    private readonly proposals: Proposals,
    private readonly early: EarlyStops,
    private readonly target: TargetWatch,
    private readonly directory: RunDirectory,
    private readonly runs: RunCommands,
    private readonly journal: SweepJournal,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  /** The sweep as it is worked on; null for an unknown one. */
  async sweep(sweepId: string): Promise<Sweep | null> {
    return (await this.open.get(sweepId))?.sweep ?? null;
  }

  /** Null for an unknown sweep. A sweep that waited for its first agent runs from now on. */
  async register(sweepId: string, host: string, actor: string): Promise<Agent | null> {
    return this.open.turn(sweepId, () => this.registerInTurn(sweepId, host, actor));
  }

  private async registerInTurn(sweepId: string, host: string, actor: string): Promise<Agent | null> {
    const sweep = await this.open.get(sweepId);
    if (!sweep) return null;
    const agent: Agent = { agentId: this.ids.rowId(), sweepId, name: newName(this.ids), host, createdAt: this.clock.now() };
    await this.journal.append({ type: 'SweepAgentRegistered', data: { sweepId, agentId: agent.agentId, name: agent.name, host } }, actor);
    sweep.addAgent(agent);
    this.signs.heard(agent.agentId);
    if (sweep.state === 'PENDING') await this.commands.changeInTurn(sweepId, { state: 'RUNNING' }, actor, 'the first agent came');
    return agent;
  }

  /** `listed`: all runs that the agent has now. Null: the sweep or the agent is gone, and the agent leaves. */
  async heartbeat(sweepId: string, agentId: string, listed: readonly string[], actor: string): Promise<AgentCommand | 'nothing' | null> {
    // A repeated request must not be given a second run.
    return this.queue.run(agentId, () => this.open.turn(sweepId, () => this.answer(sweepId, agentId, listed, actor)));
  }

  private async answer(
    sweepId: string,
    agentId: string,
    listed: readonly string[],
    actor: string,
  ): Promise<AgentCommand | 'nothing' | null> {
    const sweep = await this.open.get(sweepId);
    const agent = sweep?.agents.get(agentId);
    if (!sweep || !agent) return null;
    this.signs.heard(agentId);
    for (const name of listed) {
      const assignment = sweep.assignments.get(name);
      if (assignment) assignment.listed = true;
    }
    const stop = await this.stopAmong(sweep, listed);
    if (stop) return stop;
    if (listed.length > 0) {
      await this.early.look(sweep);
      return 'nothing';
    }
    return this.nextFor(sweep, agent, actor);
  }

  /** A run that is to end, asked for by a person, by early termination, or because the sweep was cancelled. */
  private async stopAmong(open: OpenSweep, listed: readonly string[]): Promise<AgentCommand | null> {
    if (open.state === 'CANCELED' && listed[0] !== undefined) return { type: 'stop', runName: listed[0] };
    const unwanted = earlyStops(open.sweep.controller);
    for (const runName of listed)
      if (unwanted.has(runName) || (await this.find(open.sweep, runName))?.stopRequested) return { type: 'stop', runName };
    return null;
  }

  /** The agent has no run. */
  private async nextFor(open: OpenSweep, agent: Agent, actor: string): Promise<AgentCommand | 'nothing'> {
    const current = open.agents.get(agent.agentId)?.current ?? null;
    if (current) {
      const again = await this.settle(open, current);
      if (again) return again;
    }
    if (open.state === 'FINISHED' || open.state === 'CANCELED' || open.state === 'CRASHED') return { type: 'exit' };
    if (open.state === 'PAUSED') return 'nothing';
    const orphan = await this.orphan(open);
    if (orphan) return this.give(open, orphan, agent, actor);
    if (await this.target.isReached(open)) return this.finish(open, 'the metric reached its target');
    if (open.isFull()) return this.finishWhenSettled(open, 'the run cap was reached');
    const made = await this.proposals.next(open, (proposal) => this.take(open, proposal, agent));
    if (made === 'wait') return 'nothing';
    if (made === 'exhausted') return this.finishWhenSettled(open, 'every combination was given out');
    return this.record(open, made, actor);
  }

  /**
   * What became of the run that the agent was given and does not list. It began: the agent is free. It never did: the answer was
   * lost, and is said once more; or the program died before it announced itself.
   */
  private async settle(open: OpenSweep, current: Assignment): Promise<AgentCommand | null> {
    const run = await this.find(open.sweep, current.runName);
    if (run && run.state !== 'pending') {
      open.settle(current);
      return null;
    }
    if (!current.listed && !current.repeated) {
      current.repeated = true;
      if (!run) await this.prepare(open, current, SWEEPS_ACTOR);
      return commandFor(open, current);
    }
    if (run) await this.runs.giveUp(run.runId, 'the program ended before it announced the run', SWEEPS_ACTOR);
    open.settle(current);
    return null;
  }

  /** A run of an agent that died: the same run when it had not begun, another with the same values when the sweep asks for that. */
  private async orphan(open: OpenSweep): Promise<Assignment | Proposal | null> {
    const now = this.clock.now();
    if (now - open.looked.unsettled < LOOK_EVERY_MS) return null;
    open.looked.unsettled = now;
    for (const assignment of open.unsettled) {
      if (!this.isSilent(assignment.agentId, now)) continue;
      const run = await this.find(open.sweep, assignment.runName);
      if (!run || run.state === 'pending') return assignment;
      open.settle(assignment);
    }
    return open.config.requeueLostRuns ? this.lost(open, now) : null;
  }

  private async lost(open: OpenSweep, now: number): Promise<Proposal | null> {
    for (const assignment of open.assignments.values()) {
      if (assignment.requeued || !this.isSilent(assignment.agentId, now)) continue;
      const run = await this.find(open.sweep, assignment.runName);
      if (run?.state !== 'crashed') continue;
      assignment.requeued = true;
      return { arguments: assignment.arguments, place: assignment.place, token: null };
    }
    return null;
  }

  private isSilent(agentId: string, now: number): boolean {
    return now - this.signs.lastSeen(agentId) > AGENT_SILENCE_MS;
  }

  private async give(open: OpenSweep, orphan: Assignment | Proposal, agent: Agent, actor: string): Promise<AgentCommand> {
    const given = 'runName' in orphan ? open.assign({ ...orphan, agentId: agent.agentId }) : this.take(open, orphan, agent);
    return this.record(open, given, actor);
  }

  private take(open: OpenSweep, proposal: Proposal, agent: Agent): Assignment {
    return open.assign({ ...proposal, runName: newName(this.ids), agentId: agent.agentId });
  }

  /** Durable before the agent hears of it. A crash between the two events: the run is made when the agent asks again. */
  private async record(open: OpenSweep, assignment: Assignment, actor: string): Promise<AgentCommand> {
    const { sweepId } = open.sweep;
    const { runName, agentId, place, arguments: text, token } = assignment;
    try {
      await this.journal.append({ type: 'SweepRunAssigned', data: { sweepId, runName, agentId, place, arguments: text, token } }, actor);
      await this.prepare(open, assignment, actor);
    } catch (error) {
      this.open.forget(sweepId);
      throw error;
    }
    return commandFor(open, assignment);
  }

  private async prepare({ sweep }: OpenSweep, { runName, arguments: text }: Assignment, actor: string): Promise<void> {
    const config = parseJson(text);
    await this.runs.prepare(
      {
        runId: null,
        entity: sweep.entity,
        project: sweep.project,
        name: runName,
        details: { ...UNTOLD, sweep: sweep.name },
        config: isJsonObject(config) ? config : {},
        mergeConfig: false,
        summary: null,
      },
      { username: actor },
    );
  }

  /** While something that was given out has not begun it may still come back, and somebody must be there to take it. */
  private async finishWhenSettled(open: OpenSweep, reason: string): Promise<AgentCommand | 'nothing'> {
    await this.settleBegun(open);
    if (open.unsettled.size > 0) return 'nothing';
    if (open.config.requeueLostRuns && (await this.mayReturn(open))) return 'nothing';
    return this.finish(open, reason);
  }

  private async settleBegun(open: OpenSweep): Promise<void> {
    for (const assignment of [...open.unsettled]) {
      const run = await this.find(open.sweep, assignment.runName);
      if (run && run.state !== 'pending') open.settle(assignment);
    }
  }

  private async mayReturn(open: OpenSweep): Promise<boolean> {
    for (const { runName, requeued } of open.assignments.values()) {
      const state = requeued ? undefined : (await this.find(open.sweep, runName))?.state;
      if (state === 'running' || state === 'pending') return true;
    }
    return false;
  }

  private async finish(open: OpenSweep, reason: string): Promise<AgentCommand> {
    await this.commands.changeInTurn(open.sweep.sweepId, { state: 'FINISHED' }, SWEEPS_ACTOR, reason);
    return { type: 'exit' };
  }

  private find({ entity, project }: Sweep, runName: string): Promise<RunRef | null> {
    return this.directory.find(entity, project, runName);
  }
}

const UNTOLD: RunDetails = {
  displayName: null,
  notes: null,
  tags: null,
  group: null,
  jobType: null,
  commit: null,
  host: null,
  program: null,
  repo: null,
  sweep: null,
};

function commandFor({ config }: OpenSweep, { runName, arguments: text }: Assignment): AgentCommand {
  return { type: 'run', runName, program: config.program, arguments: text };
}
