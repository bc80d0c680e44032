/** @file The numbers of one corpus, or of one part of a split, counted in SQL. Corpora never change, so a caller may keep the answer. */
import type { CorpusStatistics } from '#shared/contracts/corpora';
import type { Speaker } from '#shared/domain/dialogue';
import { getCorpus } from './corpus-repository';
import type { ReadableDb } from './database';
import { type DialogueScope, inScope } from './dialogue-repository';
import { describeDistribution, type Frequency } from './distribution';
import { countSpellings } from './rows';
import { sql, type Sql } from './sql';

interface StrategyRow {
  strategy: string;
  count: number;
  stages: string;
}

interface TurnFigures {
  speaker: Speaker;
  words: number;
  feedback: number | null;
  count: number;
}

export function readStatistics(db: ReadableDb, scope: DialogueScope): CorpusStatistics {
  const corpus = getCorpus(db, scope.corpusId);
  const strategies = countStrategies(db, scope);
  const turns = countTurns(db, scope);
  const labelled = strategies.reduce((sum, row) => sum + row.count, 0);
  return {
    name: corpus.name,
    counts: {
      dialogues: db.number(sql`SELECT count(*) FROM dialogues d WHERE ${inScope(scope)}`),
      utterances: total(turns),
      seekerTurns: total(turns.filter((row) => row.speaker === 'seeker')),
      supporterTurns: total(turns.filter((row) => row.speaker === 'supporter')),
      entries: corpus.entries,
      strategies: Object.fromEntries(strategies.map((row) => [row.strategy, row.count])),
    },
    strategies: strategies.map((row) => ({ label: row.strategy, count: row.count, share: row.count / labelled })),
    unknownStrategies: countUnknownStrategies(db, scope),
    emotions: countLabels(db, scope, sql`emotion_type`),
    problems: countLabels(db, scope, sql`problem_type`),
    stages: stagesOf(strategies),
    lengths: {
      turnsPerDialogue: describeDistribution(db.all(sql`SELECT turn_count AS value, count(*) AS count FROM dialogues d WHERE ${inScope(scope)} GROUP BY turn_count`)),
      wordsPerSeekerTurn: describeDistribution(wordsOf(turns, 'seeker')),
      wordsPerSupporterTurn: describeDistribution(wordsOf(turns, 'supporter')),
    },
    feedback: feedbackOf(turns),
    ...readSurvey(db, scope),
  };
}

function countStrategies(db: ReadableDb, scope: DialogueScope): StrategyRow[] {
  return db.all(sql`
    SELECT strategy, sum(count) AS count, json_array(sum(stage_0), sum(stage_1), sum(stage_2), sum(stage_3), sum(stage_4), sum(stage_5)) AS stages
    FROM dialogues d JOIN dialogue_strategies s ON s.dialogue_id = d.id WHERE ${inScope(scope)} GROUP BY strategy ORDER BY count DESC, strategy`);
}

/**
 * Every turn's speaker, length and feedback, counted. `GROUP BY speaker, word_count, feedback` says the same four times slower, since it sorts;
 * so each turn comes as one number: word_count * 16 + feedback (1..5, 0 for none) * 2 + whether it is the seeker's.
 */
function countTurns(db: ReadableDb, scope: DialogueScope): TurnFigures[] {
  const packed = db.column<number>(sql`
    SELECT t.word_count * 16 + coalesce(t.feedback, 0) * 2 + (t.speaker = 'seeker')
    FROM dialogues d CROSS JOIN turns t INDEXED BY turns_figures ON t.dialogue_id = d.id WHERE ${inScope(scope)}`);
  const counts = new Map<number, number>();
  for (const figures of packed) counts.set(figures, (counts.get(figures) ?? 0) + 1);
  return [...counts].map(([figures, count]) => ({
    speaker: figures % 2 === 1 ? 'seeker' : 'supporter',
    words: Math.floor(figures / 16),
    feedback: Math.floor(figures / 2) % 8 || null,
    count,
  }));
}

function countUnknownStrategies(db: ReadableDb, scope: DialogueScope): CorpusStatistics['unknownStrategies'] {
  return db.all(sql`
    SELECT t.unknown_strategy AS label, count(*) AS count FROM dialogues d JOIN turns t ON t.dialogue_id = d.id
    WHERE ${inScope(scope)} AND t.unknown_strategy IS NOT NULL GROUP BY t.unknown_strategy ORDER BY count DESC, label`);
}

function countLabels(db: ReadableDb, scope: DialogueScope, column: Sql): CorpusStatistics['emotions'] {
  const rows = db.all<{ value: string; count: number }>(sql`
    SELECT ${column} AS value, count(*) AS count FROM dialogues d WHERE ${inScope(scope)} AND ${column} IS NOT NULL GROUP BY ${column}`);
  return countSpellings(rows).map(({ value, count }) => ({ label: value, count }));
}

function stagesOf(strategies: readonly StrategyRow[]): CorpusStatistics['stages'] {
  const counts = strategies.map((row) => ({ label: row.strategy, stages: JSON.parse(row.stages) as number[] }));
  return [0, 1, 2, 3, 4, 5].map((stage) => ({
    stage,
    strategies: Object.fromEntries(counts.map(({ label, stages }) => [label, stages[stage] ?? 0])),
  }));
}

function wordsOf(turns: readonly TurnFigures[], speaker: Speaker): Frequency[] {
  return addUp(turns.filter((row) => row.speaker === speaker).map((row) => ({ value: row.words, count: row.count })));
}

function feedbackOf(turns: readonly TurnFigures[]): CorpusStatistics['feedback'] {
  const scores = addUp(turns.flatMap((row) => (row.feedback === null ? [] : { value: row.feedback, count: row.count })));
  return scores.map(({ value, count }) => ({ score: value, count }));
}

function readSurvey(db: ReadableDb, scope: DialogueScope): Pick<CorpusStatistics, 'survey' | 'intensityChange'> {
  const rows = db.all<{ field: string; score: number; count: number }>(sql`
    SELECT j.key AS field, j.value AS score, count(*) AS count FROM dialogues d JOIN dialogue_records r ON r.dialogue_id = d.id, json_each(r.survey) j
    WHERE ${inScope(scope)} AND r.survey IS NOT NULL GROUP BY j.key, j.value ORDER BY j.key, j.value`);
  const survey = [...Map.groupBy(rows, (row) => row.field)].map(([field, scores]) => ({
    field,
    mean: scores.reduce((sum, row) => sum + row.score * row.count, 0) / total(scores),
    histogram: scores.map(({ score, count }) => ({ score, count })),
  }));
  const changes = readIntensityChanges(db, scope);
  return changes.length === 0 ? { survey } : { survey, intensityChange: describeChanges(changes) };
}

/** Intensities run from 1 to 5; a 0 stands for "not given". */
function readIntensityChanges(db: ReadableDb, scope: DialogueScope): Frequency[] {
  return db.all(sql`
    SELECT r.survey ->> 'finalIntensity' - r.survey ->> 'initialIntensity' AS value, count(*) AS count
    FROM dialogues d JOIN dialogue_records r ON r.dialogue_id = d.id
    WHERE ${inScope(scope)} AND r.survey ->> 'initialIntensity' >= 1 AND r.survey ->> 'finalIntensity' >= 1 GROUP BY value`);
}

function describeChanges(changes: readonly Frequency[]): CorpusStatistics['intensityChange'] {
  const sum = changes.reduce((sum, one) => sum + one.value * one.count, 0);
  return {
    fell: total(changes.filter((one) => one.value < 0)),
    same: total(changes.filter((one) => one.value === 0)),
    rose: total(changes.filter((one) => one.value > 0)),
    meanChange: sum / total(changes),
  };
}

function addUp(frequencies: readonly Frequency[]): Frequency[] {
  const byValue = Map.groupBy(frequencies, (one) => one.value);
  return [...byValue].map(([value, rows]) => ({ value, count: total(rows) })).sort((a, b) => a.value - b.value);
}

function total(rows: readonly { count: number }[]): number {
  return rows.reduce((sum, row) => sum + row.count, 0);
}
