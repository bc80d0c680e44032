/** @file The analysis views of a label set (spec E-2): states over the turns of some dialogues, and which strategies follow which labels. */
import type { LabelAnalysis, StateLine } from '#shared/contracts/label-results';
import type { LabelSetDetails } from '#shared/contracts/labels';
import { AppError } from '#shared/contracts/errors';
import type { Parsed } from '#shared/contracts/index';
import type { DialogueId } from '#shared/domain/ids';
import { allFields, levelOf } from '#shared/domain/label-schema';
import { createRandom, shuffled } from '#shared/domain/random';
import { vocabularies } from '#shared/domain/strategies';
import { answeredLabels, countStrategies } from '../../research/annotation/heat-map';
import { getCorpus } from '../../store/corpus-repository';
import type { ReadableDb } from '../../store/database';
import { readDialoguesById } from '../../store/dialogue-repository';
import { getLabelSetDetails } from '../../store/label-set-repository';
import { listLabelledDialogues, readPlainLabels } from '../../store/label-value-repository';

const pageDialogues = 100;

/** Reads page by page, with room for others in between. */
export async function analyseLabels(db: ReadableDb, request: Parsed<'labels.analysis'>, signal: AbortSignal): Promise<LabelAnalysis> {
  const set = getLabelSetDetails(db, request.labelSetId);
  const ids = listLabelledDialogues(db, set.id);
  const counted = sampled(ids, request.sample ?? ids.length, request.seed);
  const answers: ReturnType<typeof answeredLabels> = [];
  for (let start = 0; start < counted.length; start += pageDialogues) {
    signal.throwIfAborted();
    const page = counted.slice(start, start + pageDialogues);
    const labels = readPlainLabels(db, set.id, page);
    for (const { id, dialogue } of readDialoguesById(db, page)) answers.push(...answeredLabels({ turns: dialogue.turns, labels: labels.get(id) ?? new Map() }));
    await new Promise((resolve) => setImmediate(resolve));
  }
  const strategies = vocabularies[getCorpus(db, set.corpusId).vocabulary].map(({ label }) => label);
  return {
    lines: stateLines(db, set, request.dialogueIds === undefined ? sampled(ids, request.lines, request.seed) : checkedIds(request.dialogueIds, ids)),
    heatMaps: allFields(set.fullSchema).map((field) => countStrategies(answers, field, strategies)),
    dialogues: counted.length,
    replies: answers.length,
  };
}

/** In corpus order. */
function sampled(ids: readonly DialogueId[], count: number, seed: number): DialogueId[] {
  if (count >= ids.length) return [...ids];
  const places = shuffled(ids.map((_, place) => place), createRandom(seed)).slice(0, count);
  return places.toSorted((a, b) => a - b).flatMap((place) => ids[place] ?? []);
}

function checkedIds(wanted: readonly DialogueId[], ids: readonly DialogueId[]): readonly DialogueId[] {
  const known = new Set(ids);
  const missing = wanted.find((id) => !known.has(id));
  if (missing !== undefined) throw new AppError('NOT_FOUND', `Dialogue ${missing} is not in this label set.`, { details: { dialogueId: missing } });
  return wanted;
}

function stateLines(db: ReadableDb, set: LabelSetDetails, ids: readonly DialogueId[]): StateLine[] {
  const labels = readPlainLabels(db, set.id, ids);
  const fields = allFields(set.fullSchema).filter(({ scale }) => scale === 'ordinal');
  return readDialoguesById(db, ids).map(({ id, position, dialogue }) => {
    const turns = dialogue.turns.flatMap(({ speaker }, turn) => (speaker === 'seeker' ? [turn] : []));
    const valueAt = (turn: number, field: string): string => labels.get(id)?.get(turn)?.[field] ?? '';
    const series = fields.map((field) => ({ field: field.id, title: field.title, levels: field.values.length, values: turns.map((turn) => levelOf(field, valueAt(turn, field.id)) ?? null) }));
    return { dialogueId: id, position, turns, series };
  });
}
