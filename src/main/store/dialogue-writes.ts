/** @file How an imported dialogue becomes rows: its turns, its strategies by stage, its index entry. Part of an import's transaction. */
import { type Dialogue, displayText, type Turn } from '#shared/domain/dialogue';
import type { CorpusId, DialogueId } from '#shared/domain/ids';
import type { WritableDb } from './database';
import { foldKey, toJson } from './rows';
import { indexedText } from './search-index';
import { sql } from './sql';

export interface NewDialogue {
  dialogue: Dialogue;
  raw: string;
  fileName: string;
  sha256: string;
}

/** Adds dialogues after those that the corpus has. */
export function insertDialogues(db: WritableDb, corpusId: CorpusId, dialogues: readonly NewDialogue[]): void {
  let position = db.number(sql`SELECT coalesce(max(position), -1) + 1 FROM dialogues WHERE corpus_id = ${corpusId}`);
  let id = db.number(sql`SELECT coalesce(max(id), 0) + 1 FROM dialogues`) as DialogueId;
  for (const { dialogue, ...source } of dialogues) {
    insertDialogue(db, { id, corpusId, position, dialogue });
    insertRecord(db, id, { dialogue, ...source });
    for (const [place, turn] of dialogue.turns.entries()) insertTurn(db, { dialogueId: id, position: place, turn });
    insertStrategies(db, id, dialogue.turns);
    db.run(sql`INSERT INTO dialogue_search (rowid, body) VALUES (${id}, ${indexedText(searchableTexts(dialogue))})`);
    position++;
    id++;
  }
}

function insertDialogue(db: WritableDb, row: { id: DialogueId; corpusId: CorpusId; position: number; dialogue: Dialogue }): void {
  const { emotionType = null, problemType = null, turns } = row.dialogue;
  db.run(sql`
    INSERT INTO dialogues (id, corpus_id, position, emotion_type, emotion_key, problem_type, problem_key, turn_count, mean_feedback)
    VALUES (${row.id}, ${row.corpusId}, ${row.position}, ${emotionType}, ${emotionType && foldKey(emotionType)}, ${problemType}, ${problemType && foldKey(problemType)}, ${turns.length}, ${meanFeedback(turns)})`);
}

function insertRecord(db: WritableDb, id: DialogueId, { dialogue, raw, fileName, sha256 }: NewDialogue): void {
  db.run(sql`
    INSERT INTO dialogue_records (dialogue_id, sha256, external_id, source_file, experience_type, situation, survey, meta, raw)
    VALUES (${id}, ${sha256}, ${dialogue.externalId ?? null}, ${fileName}, ${dialogue.experienceType ?? null}, ${dialogue.situation ?? null}, ${toJson(dialogue.survey)}, ${toJson(dialogue.meta)}, ${raw})`);
}

function insertTurn(db: WritableDb, { dialogueId, position, turn }: { dialogueId: DialogueId; position: number; turn: Turn }): void {
  db.run(sql`
    INSERT INTO turns (dialogue_id, position, speaker, word_count, strategy, unknown_strategy, feedback, text, state, alternatives, meta)
    VALUES (${dialogueId}, ${position}, ${turn.speaker}, ${countWords(turn.text)}, ${turn.strategy ?? null}, ${turn.unknownStrategy ?? null}, ${turn.feedback ?? null},
      ${turn.text}, ${toJson(turn.state)}, ${toJson(turn.alternatives)}, ${toJson(turn.meta)})`);
}

/** Stage of the one-based utterance k of N: min(5, floor(6k/N)), CSO's figure, clamped. */
function insertStrategies(db: WritableDb, dialogueId: DialogueId, turns: readonly Turn[]): void {
  const stagesByStrategy = new Map<string, [number, number, number, number, number, number]>();
  for (const [index, { strategy }] of turns.entries()) {
    if (strategy === undefined) continue;
    const stages = stagesByStrategy.get(strategy) ?? [0, 0, 0, 0, 0, 0];
    const stage = Math.min(5, Math.floor((6 * (index + 1)) / turns.length)) as 0 | 1 | 2 | 3 | 4 | 5;
    stages[stage]++;
    stagesByStrategy.set(strategy, stages);
  }
  for (const [strategy, [s0, s1, s2, s3, s4, s5]] of stagesByStrategy) {
    db.run(sql`
      INSERT INTO dialogue_strategies (dialogue_id, strategy, count, stage_0, stage_1, stage_2, stage_3, stage_4, stage_5)
      VALUES (${dialogueId}, ${strategy}, ${s0 + s1 + s2 + s3 + s4 + s5}, ${s0}, ${s1}, ${s2}, ${s3}, ${s4}, ${s5})`);
  }
}

/** What a search looks through, and an excerpt is cut from, in this order. */
function searchableTexts(dialogue: Dialogue): string[] {
  const texts = dialogue.turns.map((turn) => turn.text);
  return dialogue.situation === undefined ? texts : [dialogue.situation, ...texts];
}

function meanFeedback(turns: readonly Turn[]): number | null {
  const scores = turns.flatMap((turn) => turn.feedback ?? []);
  return scores.length === 0 ? null : scores.reduce((sum, score) => sum + score, 0) / scores.length;
}

/** Words between white space, of the text as shown. */
function countWords(text: string): number {
  const shown = displayText(text);
  return shown === '' ? 0 : shown.split(' ').length;
}
