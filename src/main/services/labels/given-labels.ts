/** @file Labels that came with a corpus: the states on its seeker's turns as a label set of ESCA's schema. */
import type { LabelledValue, LabelSet, LabelSource } from '#shared/contracts/labels';
import { AppError } from '#shared/contracts/errors';
import type { Corpus } from '#shared/contracts/corpora';
import type { Dialogue } from '#shared/domain/dialogue';
import type { DialogueId, LabelSetId } from '#shared/domain/ids';
import { escaSchemaId, type LabelSchema } from '#shared/domain/label-schema';
import type { WritableDb } from '../../store/database';
import { readDialogues } from '../../store/dialogue-repository';
import { abandonLabelSet, addLabelledDialogue, beginLabelSet, declareScripted, finishLabelSet, listLabelSets } from '../../store/label-set-repository';
import { findSchema } from './label-schemas';
import { isMarkedScripted } from './scripted-mark';

const pageDialogues = 50;

export interface GivenLabels {
  readonly corpus: Corpus;
  readonly name: string;
  readonly source: LabelSource;
  readonly createdAt: string;
}

/** Page by page, with room for others in between; whatever interrupts it leaves nothing. CONFLICT where the corpus has this very set already. */
export async function labelsOfCorpus(db: WritableDb, given: GivenLabels): Promise<LabelSet> {
  const schema = findSchema(db, escaSchemaId);
  const { corpus } = given;
  return keepAtomically(db, beginGiven(db, schema, given), async (id) => {
    for (let afterPosition = -1; ; ) {
      const page = readDialogues(db, { corpusId: corpus.id }, { afterPosition, limit: pageDialogues });
      const last = page.at(-1);
      if (last === undefined) break;
      db.transaction(() => {
        for (const { id: dialogueId, dialogue } of page) addStates(db, id, { schema, dialogueId, dialogue });
      });
      afterPosition = last.position;
      await new Promise((resolve) => setImmediate(resolve));
    }
  });
}

export function beginGiven(db: WritableDb, schema: LabelSchema, { corpus, name, source, createdAt }: GivenLabels): LabelSetId {
  return beginLabelSet(db, { corpusId: corpus.id, name, source, schema, options: null, annotators: [], adjudicator: null, isScripted: false, createdAt });
}

/** A dialogue without a single state is left out; one that is marked as labelled by stand-ins marks the set. */
export function addStates(db: WritableDb, id: LabelSetId, at: { schema: LabelSchema; dialogueId: DialogueId; dialogue: Dialogue }): void {
  const ids = new Set([...at.schema.fields, ...at.schema.derived].map((field) => field.id));
  const turns = at.dialogue.turns.flatMap(({ state }, turn) => {
    const given = Object.entries(state ?? {}).filter(([field]) => ids.has(field));
    return given.length === 0 ? [] : [{ turn, values: Object.fromEntries(given.map(([field, value]) => [field, givenValue(String(value))])) }];
  });
  if (turns.length === 0) return;
  addLabelledDialogue(db, id, { dialogueId: at.dialogueId, state: 'labelled', problems: [], turns });
  if (isMarkedScripted(at.dialogue)) declareScripted(db, id);
}

/** Runs `fill`, then finishes the set; nothing of it stays where that fails, where it is empty, or where the corpus has an equal one. */
export async function keepAtomically(db: WritableDb, id: LabelSetId, fill: (id: LabelSetId) => Promise<void>): Promise<LabelSet> {
  try {
    await fill(id);
    return db.transaction(() => {
      const set = finishLabelSet(db, id);
      if (set.counts.dialogues === 0) throw new AppError('INVALID_INPUT', `"${set.corpusName}" carries no state labels. Annotate it by a run, or import a file that has them.`, { details: { corpus: set.corpusName } });
      const equal = listLabelSets(db, set.corpusId).find((one) => one.id !== id && one.source.kind === 'import' && set.source.kind === 'import' && one.sha256 === set.sha256);
      if (equal !== undefined) throw new AppError('CONFLICT', `These very labels of "${set.corpusName}" are here already, as "${equal.name}".`, { details: { labelSetId: equal.id } });
      return set;
    });
  } catch (error) {
    abandonLabelSet(db, id);
    throw error;
  }
}

function givenValue(value: string): LabelledValue {
  return { value, origin: 'given', agreement: null, votes: [], callId: null, rationale: null };
}
