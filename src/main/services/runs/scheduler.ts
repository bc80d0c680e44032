/**
 * @file Which run works when: slots, priorities, needs; restarts after a worker's death; stopping and closing. The store holds every state, so
 * that a scheduler can end at any moment and another one goes on. It works only when told to.
 */
import { AppError, toWireError, type WireError } from '#shared/contracts/errors';
import type { RunId } from '#shared/domain/ids';
import { isFinal, type RunSlot } from '#shared/domain/runs/run';
import { countMemoryKills } from '../../platform/memory-kills';
import { storeThings } from '../../store/run-lineage-repository';
import { childrenOf, getRun, getRunContents, needsOf, runIdsInState, type RunRecord, runsToBegin, runsWithBrokenNeeds, slotPlaces, updateRun } from '../../store/run-repository';
import { type ActiveRun, beginRun, type RunEnd } from './active-run';
import { changeRun } from './change-run';
import type { RunsDependencies } from './dependencies';
import { restingProgress } from './finish-run';
import { typedConfig } from './kind-registry';
import { describeMachine } from './provenance';
import { prepareRunFolder } from './run-folder';
import { describeExit, isOutOfMemory, outOfMemoryError, repeatedDeathError, type WorkerDeath } from './worker-death';

interface Working {
  readonly run: ActiveRun;
  readonly slot: RunSlot;
  readonly memoryKills: number | null;
  readonly settled: Promise<void>;
}

/** Holds the workers of the runs at work. */
export class Scheduler {
  readonly #dependencies: RunsDependencies;
  readonly #working = new Map<RunId, Working>();
  /** Runs whose worker died, until they may begin again. */
  readonly #waiting = new Map<RunId, NodeJS.Timeout>();
  readonly #chosen = new Set<RunId>();
  #scope: 'nothing' | 'chosen' | 'everything' = 'nothing';
  #isClosed = false;

  constructor(dependencies: RunsDependencies) {
    this.#dependencies = dependencies;
  }

  /** Lets the queue work: everything, or these runs with all they need. */
  work(ids?: readonly RunId[]): void {
    if (ids === undefined) this.#scope = 'everything';
    else if (this.#scope === 'nothing') this.#scope = 'chosen';
    for (const id of ids ?? []) this.#choose(id);
    this.nudge();
  }

  /** Something may be able to begin now. */
  nudge(): void {
    if (this.#isClosed || this.#scope === 'nothing') return;
    this.#failBrokenNeeds();
    const places = slotPlaces(this.#db);
    let isWhole = true;
    for (const { id, slot } of runsToBegin(this.#db)) {
      const atWork = [...this.#working.values()].filter((one) => one.slot === slot).length;
      if (this.#mayBegin(id) && atWork < (places.get(slot) ?? 0)) isWhole = this.#begin(id, slot) && isWhole;
    }
    // What needs a run that could not even begin has to be told.
    if (!isWhole) this.nudge();
  }

  /** Asks a run at work to stop. What becomes of it then stands in the store. */
  stop(id: RunId): void {
    this.#working.get(id)?.run.stop(this.#dependencies.limits.stopGraceMs);
  }

  /** CONFLICT while a run works. A worker may take a moment to end after its run is done. */
  assertIdle(): void {
    const id = runIdsInState(this.#db, 'running').find((one) => this.#working.has(one));
    if (id !== undefined) throw new AppError('CONFLICT', `Run ${id} ("${getRun(this.#db, id).name}") is at work. Wait for it or pause it first.`, { details: { runId: id } });
  }

  /** What stands in the store as running does not work (the program ended, a backup came back): it is put in its true state. */
  recover(): void {
    for (const id of runIdsInState(this.#db, 'running')) if (!this.#working.has(id)) this.#rest(id, 'The workbench had ended while the run was at work.');
  }

  /** Stops what works; it goes on when the queue works again. */
  async dispose(): Promise<void> {
    this.#isClosed = true;
    for (const timer of this.#waiting.values()) clearTimeout(timer);
    for (const { run } of this.#working.values()) run.stop(this.#dependencies.limits.closeGraceMs);
    await Promise.all([...this.#working.values()].map(({ settled }) => settled));
  }

  get #db(): RunsDependencies['store']['db'] {
    return this.#dependencies.store.db;
  }

  #now(): string {
    return this.#dependencies.ports.clock.now().toISOString();
  }

  #choose(id: RunId): void {
    if (this.#chosen.has(id)) return;
    this.#chosen.add(id);
    for (const need of [...needsOf(this.#db, id), ...childrenOf(this.#db, id)]) if (!isFinal(need.state)) this.#choose(need.id);
  }

  #mayBegin(id: RunId): boolean {
    return (this.#scope === 'everything' || this.#chosen.has(id)) && !this.#working.has(id) && !this.#waiting.has(id);
  }

  /** A run that failed so may itself be needed by others. */
  #failBrokenNeeds(): void {
    for (let broken = runsWithBrokenNeeds(this.#db); broken.length > 0; broken = runsWithBrokenNeeds(this.#db)) {
      for (const { id, needId, name, state, isRemoved } of broken) {
        const what = isRemoved === 1 ? 'was removed' : state === 'failed' ? 'failed' : 'was cancelled';
        this.#fail(id, { code: 'CONFLICT', message: `It needs run ${needId} ("${name}"), which ${what}. Try that run again, then this one.`, details: { needId } });
      }
    }
  }

  /** False where it could not. */
  #begin(id: RunId, slot: RunSlot): boolean {
    try {
      const run = beginRun(this.#dependencies, this.#prepare(getRun(this.#db, id)));
      const settled = run.ended.then((end) => this.#settle(id, end));
      this.#working.set(id, { run, slot, memoryKills: countMemoryKills(), settled });
      return true;
    } catch (error) {
      this.#fail(id, toWireError(error));
      return false;
    }
  }

  /** Checks what it was made of once more, and marks it running. */
  #prepare(record: RunRecord): Parameters<typeof beginRun>[1] {
    const { ports, kinds } = this.#dependencies;
    const { id, kind: name, attempts, seed, workedMs, startedAt } = record;
    const kind = kinds.get(name);
    const config = typedConfig(kind, getRunContents(this.#db, id).config);
    const hasWorked = attempts > 0;
    const plan = hasWorked ? undefined : kind.plan(config);
    if (plan !== undefined) storeThings(this.#db, id, { role: 'input', list: plan.inputs });
    const input = kind.input(config, { runId: id });
    const folder = prepareRunFolder(ports.workspacePath, id, { hasWorked, now: ports.clock.now() });
    changeRun(this.#dependencies, id, {
      state: 'running',
      attempts: attempts + 1,
      error: null,
      heartbeatAt: this.#now(),
      finishedAt: null,
      startedAt: startedAt ?? this.#now(),
      ...(plan === undefined ? {} : { isScripted: plan.isScripted, provenance: describeMachine(ports.appVersion) }),
      said: { level: 'info', text: hasWorked ? `Goes on (attempt ${attempts + 1}).` : 'Begins.' },
    });
    return { id, kind, config, start: { runId: id, task: kind.task, input, folder, isResumed: hasWorked, seed, workedMs } };
  }

  #settle(id: RunId, end: RunEnd): void {
    const { ports, changes } = this.#dependencies;
    const memoryKills = { before: this.#working.get(id)?.memoryKills ?? null, now: countMemoryKills() };
    this.#working.delete(id);
    try {
      if (end.how === 'failed' && end.error.code === 'LIMIT') this.#pauseAtLimit(id, end.error);
      else if (end.how === 'failed') this.#fail(id, end.error);
      else if (end.how === 'stopped') this.#rest(id, this.#isClosed ? 'The workbench was closed; the run goes on when it is open again.' : 'Stopped.');
      else if (end.how === 'died') this.#bury(id, { exit: end.exit, memoryKills });
      const { parentId } = getRun(this.#db, id);
      for (const one of [id, parentId]) if (one !== undefined) changes.changed(one);
    } catch (error) {
      // The store could not take the new state: it is put right when the workspace is opened next.
      ports.log.write('error', `run ${id} ended and its state could not be stored`, { reason: toWireError(error).message });
    }
    this.nudge();
  }

  #fail(id: RunId, error: WireError): void {
    changeRun(this.#dependencies, id, { state: 'failed', stopping: null, error, finishedAt: this.#now(), ...restingProgress(getRun(this.#db, id)), said: { level: 'error', text: error.message } });
  }

  /** A cap can be raised, a full disk emptied: then it goes on where it was. */
  #pauseAtLimit(id: RunId, error: WireError): void {
    changeRun(this.#dependencies, id, { state: 'paused', stopping: null, error, ...restingProgress(getRun(this.#db, id)), said: { level: 'warn', text: `Paused: ${error.message}` } });
  }

  /** Puts a run that does not work any more in the state it was asked to take; where nobody asked, it goes on later. */
  #rest(id: RunId, text: string): void {
    const record = getRun(this.#db, id);
    const state = record.stopping === 'cancel' ? 'cancelled' : record.stopping === 'pause' ? 'paused' : 'queued';
    changeRun(this.#dependencies, id, { state, stopping: null, finishedAt: state === 'cancelled' ? this.#now() : null, ...restingProgress(record), said: { level: 'info', text } });
  }

  #bury(id: RunId, death: WorkerDeath): void {
    const { limits } = this.#dependencies;
    const record = getRun(this.#db, id);
    if (record.stopping !== undefined || this.#isClosed) return this.#rest(id, `The worker ended (${describeExit(death.exit)}).`);
    if (isOutOfMemory(death)) return this.#fail(id, outOfMemoryError(death));
    const reached = record.progress?.done ?? 0;
    const deaths = reached > record.furthest ? 1 : record.deaths + 1;
    updateRun(this.#db, id, { deaths, furthest: Math.max(reached, record.furthest) });
    if (deaths >= limits.deaths) return this.#fail(id, repeatedDeathError(death, deaths));
    const delayMs = limits.backOffMs * 2 ** (deaths - 1);
    const text = `The worker stopped unexpectedly (${describeExit(death.exit)}). The run goes on from its last checkpoint in ${delayMs / 1000} s.`;
    changeRun(this.#dependencies, id, { state: 'queued', ...restingProgress(record), said: { level: 'warn', text } });
    this.#waiting.set(id, setTimeout(() => this.#waitNoLonger(id), delayMs));
  }

  #waitNoLonger(id: RunId): void {
    this.#waiting.delete(id);
    this.nudge();
  }
}
