/**
 * @file What the first rows of a table become under a mapping, for the eye while it is being made. The import itself is done by the core;
 * this follows its rules for speakers, labels and histories, and knows nothing of quotes, files or hashes. Pure.
 */
import type { ColumnMapping } from '#shared/contracts/corpora';
import type { Dialogue, KnowledgeEntry, Speaker, Turn } from '#shared/domain/dialogue';
import { findStrategy, type VocabularyId } from '#shared/domain/strategies';

export interface TableRows {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

export interface LabelReading {
  readonly vocabulary: VocabularyId;
  readonly labelMap: Readonly<Record<string, string>>;
}

export interface MappedRows {
  readonly records: readonly (Dialogue | KnowledgeEntry)[];
  /** Why rows would be rejected, the first of each kind. */
  readonly problems: readonly string[];
}

/** The core sends the beginning of long cells only; what is missing after it proves nothing. */
const cutLength = 500;

type Cell = (column: string | undefined) => string;

export function mapRows(table: TableRows, mapping: ColumnMapping, labels: LabelReading): MappedRows {
  const problems = new Set<string>();
  const cells = table.rows.map((row): Cell => (column) => (column === undefined ? '' : (row[table.columns.indexOf(column)] ?? '')));
  return { records: recordsOf(cells, mapping, { labels, problems }), problems: [...problems] };
}

/** The labels of the strategy column, as found. */
export function foundLabels(table: TableRows, mapping: ColumnMapping): string[] {
  if (mapping.layout === 'knowledge-rows' || mapping.strategy === undefined) return [];
  const position = table.columns.indexOf(mapping.strategy);
  return [...new Set(table.rows.map((row) => row[position]?.trim() ?? ''))].filter((label) => label !== '' && !emptyLabels.has(label.toLowerCase()));
}

interface Reading {
  labels: LabelReading;
  problems: Set<string>;
}

function recordsOf(cells: readonly Cell[], mapping: ColumnMapping, reading: Reading): (Dialogue | KnowledgeEntry)[] {
  if (mapping.layout === 'utterance-rows') return utteranceDialogues(cells, mapping, reading);
  if (mapping.layout === 'context-rows') return cells.flatMap((cell) => contextDialogue(cell, mapping, reading));
  return cells.flatMap((cell) => knowledgeEntry(cell, mapping, reading.problems));
}

type MappingOf<L extends ColumnMapping['layout']> = Extract<ColumnMapping, { layout: L }>;

function utteranceDialogues(cells: readonly Cell[], mapping: MappingOf<'utterance-rows'>, { labels, problems }: Reading): Dialogue[] {
  const groups = Map.groupBy(cells, (cell) => cell(mapping.dialogueId));
  return [...groups.entries()].flatMap(([externalId, rows]) => {
    const turns: Turn[] = [];
    for (const cell of rows) {
      const text = cell(mapping.text);
      const speaker = mapping.speaker === undefined ? (turns.length % 2 === 0 ? 'seeker' : 'supporter') : readSpeaker(cell(mapping.speaker), mapping.supporterValues);
      if (text.trim() === '') problems.add(`A row has no text in “${mapping.text}”.`);
      else if (speaker === null) problems.add(`The speaker “${cell(mapping.speaker)}” is not known: list the names of the supporter.`);
      else turns.push({ speaker, text, ...(speaker === 'supporter' && labelOf(cell(mapping.strategy), labels)), ...feedbackOf(cell(mapping.feedback)) });
    }
    const [first] = rows;
    return first === undefined || turns.length === 0 ? [] : [{ ...(externalId !== '' && { externalId }), ...about(first, mapping), turns }];
  });
}

function contextDialogue(cell: Cell, mapping: MappingOf<'context-rows'>, { labels, problems }: Reading): Dialogue[] {
  const text = cell(mapping.response);
  if (text.trim() === '') {
    problems.add(`A row has no reply in “${mapping.response}”.`);
    return [];
  }
  const parts = cell(mapping.history).split(mapping.historySeparator === '' ? '\n' : mapping.historySeparator).map((part) => part.trim());
  const names = cell(mapping.historySpeakers).split(/\s+/u).filter((name) => name !== '');
  const isSaid = (part: string) => part !== '' && !mapping.startMarkers.includes(part);
  const isCut = cell(mapping.history).length >= cutLength;
  if (names.length > 0 && names.length !== parts.length && !isCut) {
    problems.add(`There are ${names.length} speakers for ${parts.length} utterances in a history: check the separator.`);
    return [];
  }
  const said = parts.flatMap((part, index) => (isSaid(part) ? [{ text: part, name: names[index] }] : []));
  const history = said.map(({ text: earlier, name }, index): Turn => ({ text: earlier, speaker: (name === undefined ? null : readSpeaker(name, mapping.supporterValues)) ?? ((said.length - index) % 2 === 1 ? 'seeker' : 'supporter') }));
  return [{ ...about(cell, mapping), turns: [...history, { speaker: 'supporter', text, ...labelOf(cell(mapping.strategy), labels), ...feedbackOf(cell(mapping.feedback)) }] }];
}

function knowledgeEntry(cell: Cell, mapping: MappingOf<'knowledge-rows'>, problems: Set<string>): KnowledgeEntry[] {
  const query = cell(mapping.query);
  const answer = cell(mapping.answer);
  if (query.trim() === '' || answer.trim() === '') {
    problems.add('A row lacks its question or its answer.');
    return [];
  }
  const title = cell(mapping.title);
  const topics = cell(mapping.topics).split(/[,;|]/).map((topic) => topic.trim()).filter((topic) => topic !== '');
  return [{ query, answer, ...(title !== '' && { title }), ...(topics.length > 0 && { topics }) }];
}

const supporterNames: ReadonlySet<string> = new Set(['supporter', 'sys', 'system', 'listener', 'assistant', 'ai', 'bot', 'gpt', 'therapist', 'counselor', 'counsellor']);
const seekerNames: ReadonlySet<string> = new Set(['seeker', 'usr', 'user', 'speaker', 'human', 'client', 'patient']);

function readSpeaker(name: string, supporterValues: readonly string[]): Speaker | null {
  const folded = name.trim().toLowerCase();
  if (folded === '') return null;
  if (supporterValues.length > 0) return supporterValues.some((value) => value.trim().toLowerCase() === folded) ? 'supporter' : 'seeker';
  if (supporterNames.has(folded)) return 'supporter';
  return seekerNames.has(folded) ? 'seeker' : null;
}

const emptyLabels: ReadonlySet<string> = new Set(['none', 'null', 'nan', 'n/a', '-']);

function labelOf(found: string, { vocabulary, labelMap }: LabelReading): Pick<Turn, 'strategy' | 'unknownStrategy'> {
  const label = found.trim();
  const known = findStrategy(vocabulary, labelMap[label] ?? label)?.label;
  if (known !== undefined) return { strategy: known };
  return label === '' || emptyLabels.has(label.toLowerCase()) ? {} : { unknownStrategy: label };
}

function feedbackOf(found: string): Pick<Turn, 'feedback'> {
  const score = Number(found.trim());
  return found.trim() !== '' && Number.isInteger(score) && score >= 1 && score <= 5 ? { feedback: score } : {};
}

function about(cell: Cell, mapping: { emotionType?: string | undefined; problemType?: string | undefined; situation?: string | undefined }): Partial<Dialogue> {
  const fields = { emotionType: cell(mapping.emotionType), problemType: cell(mapping.problemType), situation: cell(mapping.situation) };
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== ''));
}
