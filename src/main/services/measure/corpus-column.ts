/** @file One column of a corpus as values to measure: turns, replies or strategies, in the order of the dialogues. */
import { AppError } from '#shared/contracts/errors';
import type { ColumnSource, CorpusColumn } from '#shared/contracts/measure';
import type { Corpus, SplitSet } from '#shared/contracts/corpora';
import { displayText, type Dialogue, type Speaker, type Turn } from '#shared/domain/dialogue';
import type { ColumnInput } from '../../jobs/tasks/measure/request';
import { getCorpus } from '../../store/corpus-repository';
import type { ReadableDb } from '../../store/database';
import { readDialogues } from '../../store/dialogue-repository';
import { listSplitSets } from '../../store/split-repository';

type CorpusSource = Extract<ColumnSource, { kind: 'corpus' }>;

/** A source that is known to exist. */
export interface CorpusColumnPlan {
  readonly source: CorpusSource;
  readonly corpus: Corpus;
  readonly splitSet: SplitSet | undefined;
}

const pageDialogues = 100;

/** @throws AppError NOT_FOUND or INVALID_INPUT where corpus, split or part do not fit. */
export function planCorpusColumn(db: ReadableDb, source: CorpusSource): CorpusColumnPlan {
  const corpus = getCorpus(db, source.corpusId);
  if (corpus.kind !== 'dialogues') throw new AppError('INVALID_INPUT', `"${corpus.name}" is a knowledge base without turns. Choose a corpus of dialogues.`, { details: { corpus: corpus.name } });
  const { split } = source;
  if (split === undefined) return { source, corpus, splitSet: undefined };
  const splitSet = listSplitSets(db, corpus.id).find(({ id }) => id === split.splitSetId);
  if (splitSet === undefined) throw new AppError('NOT_FOUND', `"${corpus.name}" has no split with id ${split.splitSetId}.`, { details: { corpus: corpus.name } });
  if (splitSet.parts.some(({ name }) => name === split.part)) return { source, corpus, splitSet };
  throw new AppError('NOT_FOUND', `The split "${splitSet.name}" has no part "${split.part}"; it has ${splitSet.parts.map(({ name }) => name).join(', ')}.`, { details: { split: splitSet.name, part: split.part } });
}

/** Reads page by page, with room for others in between. */
export async function readCorpusColumn(db: ReadableDb, plan: CorpusColumnPlan, signal: AbortSignal): Promise<Extract<ColumnInput, { kind: 'values' }>> {
  const { source, corpus } = plan;
  const values: (string | null)[] = [];
  const dialogues: string[] = [];
  for (let afterPosition = -1; ; ) {
    signal.throwIfAborted();
    const page = readDialogues(db, { corpusId: corpus.id, split: source.split }, { afterPosition, limit: pageDialogues });
    const last = page.at(-1);
    if (last === undefined) break;
    for (const { position, dialogue } of page) {
      for (const value of columnValues(dialogue, source)) {
        values.push(value);
        dialogues.push(String(position));
      }
    }
    afterPosition = last.position;
    await new Promise((resolve) => setImmediate(resolve));
  }
  if (values.length === 0) throw new AppError('INVALID_INPUT', `"${corpus.name}" has nothing in the column ${source.column}${source.split === undefined ? '' : ` of the part "${source.split.part}"`}.`, { details: { corpus: corpus.name, column: source.column } });
  return { kind: 'values', values, dialogues, input: inputOf(plan) };
}

/** Text as shown, without line breaks: as a file with one text a line has it. */
export function columnValues({ turns }: Dialogue, { column, skipsOpening }: Pick<CorpusSource, 'column' | 'skipsOpening'>): (string | null)[] {
  const speaker = speakerOf(column);
  const other = turns.findIndex((turn) => turn.speaker !== speaker);
  const answered = skipsOpening ? turns.slice(other === -1 ? turns.length : other) : turns;
  if (column === 'supporterReplies' || column === 'seekerReplies') return replies(answered, speaker);
  const own = answered.filter((turn) => turn.speaker === speaker);
  return own.map((turn) => (column === 'supporterStrategies' ? (turn.strategy ?? turn.unknownStrategy ?? null) : displayText(turn.text)));
}

function replies(turns: readonly Turn[], speaker: Speaker): string[] {
  const found: string[][] = [];
  for (const [index, turn] of turns.entries()) {
    if (turn.speaker !== speaker) continue;
    if (turns[index - 1]?.speaker === speaker) found.at(-1)?.push(displayText(turn.text));
    else found.push([displayText(turn.text)]);
  }
  return found.map((parts) => parts.join(' '));
}

function speakerOf(column: CorpusColumn): Speaker {
  return column === 'seekerTurns' || column === 'seekerReplies' ? 'seeker' : 'supporter';
}

function inputOf({ source, corpus, splitSet }: CorpusColumnPlan): Extract<ColumnInput, { kind: 'values' }>['input'] {
  const split = splitSet === undefined || source.split === undefined ? {} : { split: { name: splitSet.name, part: source.split.part, sha256: splitSet.sha256 } };
  return { kind: 'corpus', corpusId: corpus.id, name: corpus.name, sha256: corpus.sha256, ...split, column: source.column, skipsOpening: source.skipsOpening };
}
