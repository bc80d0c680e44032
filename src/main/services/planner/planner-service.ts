/** @file Questions to trained planners: a prediction for a turn, the dialogues behind a cell, the planner as ONNX. Implements plannerContract. */
import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '#shared/contracts/errors';
import type { HandlersOf, Parsed } from '#shared/contracts/index';
import type { plannerContract, PlannerItem, PlannerPrediction } from '#shared/contracts/planner';
import { displayText } from '#shared/domain/dialogue';
import { DialogueId, type RunId } from '#shared/domain/ids';
import { aspects, type PlannerState } from '#shared/domain/planner';
import { PlannerConfig } from '#shared/domain/planner-config';
import type { Ports } from '../../platform/ports';
import type { PlannerDialogue } from '../../research/planner/samples';
import { getDialogue } from '../../store/dialogue-repository';
import { artifactsOf } from '../../store/run-log-repository';
import { getRun, getRunContents, type RunRecord } from '../../store/run-repository';
import type { Store } from '../../store/store';
import type { FileRegistry } from '../files/file-registry';
import { insideRunFolder } from '../runs/run-folder';
import { readConfusionItems } from './confusion-items';
import { resolveSource, withStates } from './planner-data';
import type { PlannerProcesses } from './planner-processes';

export interface PlannerDependencies {
  readonly ports: Ports;
  readonly store: Store;
  readonly files: FileRegistry;
  readonly processes: PlannerProcesses;
}

export function createPlannerService(dependencies: PlannerDependencies): HandlersOf<typeof plannerContract> {
  return {
    'planner.predict': (input, { signal }) => predict(dependencies, input, signal),
    async 'planner.confusionItems'({ runId, gold, predicted, offset, limit }) {
      const { path } = openRun(dependencies, runId);
      const items = await readConfusionItems(path('predictions.jsonl'), { gold, predicted });
      return { total: items.length, rows: items.slice(offset, offset + limit).map((item): PlannerItem => ({ ...item, seekerText: seekerTextBefore(dependencies, item) })) };
    },
    async 'planner.exportOnnx'({ runId }, { signal }) {
      openRun(dependencies, runId);
      const folder = join(dependencies.ports.workspacePath, 'exports');
      await mkdir(folder, { recursive: true });
      const path = join(folder, `planner-run-${runId}.onnx`);
      await dependencies.processes.ask(runId, { kind: 'export-onnx', path }, signal);
      const { fileId, name, sizeBytes } = await dependencies.files.add(path, 'export');
      return { fileId, name, sizeBytes };
    },
  };
}

async function predict(dependencies: PlannerDependencies, input: Parsed<'planner.predict'>, signal: AbortSignal): Promise<PlannerPrediction> {
  const { run, config } = openRun(dependencies, input.runId);
  const { turns } = plannerDialogue(dependencies, config, input.dialogueId);
  if (input.turn > turns.length) throw new AppError('INVALID_INPUT', `Dialogue ${input.dialogueId} has ${turns.length} turns; choose a turn from 1 to ${turns.length}.`);
  if (!config.head.usesState && Object.keys(input.state).length > 0) throw new AppError('INVALID_INPUT', `The planner of run ${input.runId} was trained without the seeker’s state and cannot follow a changed one.`);
  const history = turns.slice(0, input.turn);
  const stateTurn = history.findLastIndex(({ speaker }) => speaker === 'seeker');
  const state = config.head.usesState ? changedState(history[stateTurn]?.state, input) : undefined;
  const answer = await dependencies.processes.ask(input.runId, { kind: 'predict', history, state, neighbours: input.neighbours }, signal);
  const { attention } = answer;
  return {
    strategies: answer.labels.map((label, index) => ({ label, probability: answer.probabilities[index] ?? 0 })).sort((a, b) => b.probability - a.probability),
    gold: turns[input.turn]?.strategy ?? null,
    attention: attention === null ? null : (Object.fromEntries(aspects.map((aspect, index) => [aspect, attention[index] ?? 0])) as NonNullable<PlannerPrediction['attention']>),
    state: state ?? null,
    stateTurn: state === undefined || stateTurn < 0 ? null : stateTurn,
    changed: Object.keys(input.state),
    tokens: answer.tokens,
    firstTurn: answer.firstTurn,
    nearest: answer.nearest.map(({ dialogueId, ...neighbour }) => {
      const id = DialogueId.parse(dialogueId);
      return { ...neighbour, dialogueId: id, seekerText: seekerTextBefore(dependencies, { dialogueId: id, turn: neighbour.turn }) };
    }),
    isScripted: run.isScripted,
  };
}

interface PlannerRun {
  readonly run: RunRecord;
  readonly config: PlannerConfig;
  /** The absolute path of an artefact; NOT_FOUND where it is gone. */
  readonly path: (artifact: string) => string;
}

function openRun({ store: { db }, ports }: PlannerDependencies, runId: RunId): PlannerRun {
  const run = getRun(db, runId);
  if (run.kind !== 'planner') throw new AppError('INVALID_INPUT', `Run ${runId} is of the kind ${run.kind}; give a run of the kind planner.`);
  if (run.state !== 'done') throw new AppError('CONFLICT', `The planner of run ${runId} is not there yet: the run is ${run.state}. Wait until it is done.`);
  const artifacts = artifactsOf(db, runId);
  const path = (name: string): string => {
    const found = artifacts.find((artifact) => artifact.name === name);
    if (found === undefined) throw new AppError('NOT_FOUND', `Run ${runId} has no artefact "${name}"; it was made by an older version or its folder was cleared. Run it again.`);
    const absolute = insideRunFolder(ports.workspacePath, runId, found.path);
    if (!existsSync(absolute)) throw new AppError('NOT_FOUND', `The files of run ${runId} are not in this workspace (of an imported run only the hashes come along). Clone or reproduce it here first.`, { details: { runId } });
    return absolute;
  };
  path('planner');
  return { run, config: PlannerConfig.parse(getRunContents(db, runId).config), path };
}

/** With the states that the run's own configuration names, where the dialogue is of its corpus; else with those it was imported with. */
function plannerDialogue({ store: { db } }: PlannerDependencies, { data }: PlannerConfig, dialogueId: DialogueId): PlannerDialogue {
  const { id, position, corpusId, vocabulary, dialogue } = getDialogue(db, dialogueId);
  const source = resolveSource(db, data);
  const labels = corpusId === source.corpus.id ? { labelSet: source.labelSet, states: data.states } : { labelSet: null, states: 'corpus' as const };
  const [found] = withStates(db, { corpus: { vocabulary }, ...labels }, [{ id, position, dialogue }]);
  if (found === undefined) throw new TypeError('A dialogue was lost on its way to the planner.');
  return found;
}

function changedState(labelled: PlannerState | undefined, { turn, dialogueId, state }: Pick<Parsed<'planner.predict'>, 'turn' | 'dialogueId' | 'state'>): PlannerState {
  const { emotionIntensity = labelled?.emotionIntensity, trust = labelled?.trust, stageOfChange = labelled?.stageOfChange, behaviour = labelled?.behaviour } = state;
  const missing = Object.entries({ emotionIntensity, trust, stageOfChange, behaviour }).filter(([, value]) => value === undefined).map(([name]) => name);
  if (emotionIntensity === undefined || trust === undefined || stageOfChange === undefined || behaviour === undefined) {
    throw new AppError('INVALID_INPUT', `The seeker has no labelled state before turn ${turn} of dialogue ${dialogueId}. Give ${missing.join(', ')} yourself.`, { details: { missing } });
  }
  return { emotionIntensity, trust, stageOfChange, behaviour };
}

function seekerTextBefore({ store: { db } }: PlannerDependencies, { dialogueId, turn }: { dialogueId: DialogueId; turn: number }): string {
  try {
    const spoken = getDialogue(db, dialogueId).dialogue.turns.slice(0, turn).findLast(({ speaker }) => speaker === 'seeker');
    return spoken === undefined ? '' : displayText(spoken.text);
  } catch (error) {
    // Its corpus was removed since.
    if (error instanceof AppError && error.code === 'NOT_FOUND') return '';
    throw error;
  }
}
