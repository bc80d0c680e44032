/**
 * @file PsyQA (Sun et al., 2021): Chinese questions with counsellors' answers, some with strategy spans. One entry an answer.
 * Spans (labels_sequence) stay in `meta` as they are, in characters of the answer; they are no turns' strategies.
 */
import type { KnowledgeEntry } from '#shared/domain/dialogue';
import type { Importer, ImportItem } from './importer';
import { entryItems, withoutEmpty } from './knowledge-table';
import { splitTopics } from './mapped-knowledge';
import { describe, isFields, openFields, own, remaining, take, takeText, type Fields } from './records/fields';
import { readJsonRecords } from './records/json-records';

export const psyQaImporter: Importer = {
  id: 'psyqa',
  label: 'PsyQA (JSON)',
  description: 'Questions with their answers and strategy spans, as PsyQA is given out on request.',
  kind: 'knowledge',
  extensions: ['.json', '.jsonl'],
  vocabulary: 'esconv8',
  needsMapping: false,
  recognise({ records }) {
    const isPsyQa = records.length > 0 && records.every((record) => isFields(record) && Array.isArray(own(record, 'answers')) && typeof own(record, 'question') === 'string');
    return isPsyQa ? { confidence: 0.9, reason: 'records have question, description and a list of answers' } : null;
  },
  async *read(source) {
    for await (const record of readJsonRecords(source)) {
      if ('error' in record) yield { type: 'rejected', index: record.index, reason: record.error };
      else if (!isFields(record.value)) yield { type: 'rejected', index: record.index, reason: `it is ${describe(record.value)} where an object should be` };
      else yield* toItems(record.value, { ...record, file: source.name });
    }
  },
};

function* toItems(question: Fields, { index, raw, file }: { index: number; raw: string; file: string }): Generator<ImportItem> {
  const answers = own(question, 'answers');
  if (!Array.isArray(answers)) {
    yield { type: 'rejected', index, reason: answers === undefined ? 'it has no answers' : `answers is ${describe(answers)} where a list should be` };
    return;
  }
  if (answers.length === 0) yield { type: 'warning', code: 'question-without-answer', example: `record ${index} has an empty list of answers` };
  for (const [position, answer] of answers.entries()) {
    const place = `record ${index}, answer ${position + 1}`;
    if (isFields(answer)) yield* entryItems(toEntry(question, answer, { index, number: position + 1 }), { index, place, raw, file });
    else yield { type: 'rejected', index, reason: `${place}: it is ${describe(answer)} where an object should be` };
  }
}

function toEntry(question: Fields, answer: Fields, place: { index: number; number: number }): KnowledgeEntry {
  const fields = openFields(question);
  const answerFields = openFields(answer);
  fields.delete('answers');
  const title = takeText(fields, 'question') ?? '';
  const description = takeText(fields, 'description') ?? '';
  const id = takeText(fields, 'questionID') ?? String(place.index);
  return withoutEmpty({
    externalId: `${id}/${place.number}`,
    query: description.trim() === '' ? title : description,
    answer: takeText(answerFields, 'answer_text') ?? '',
    title,
    topics: splitTopics(take(fields, 'keywords')),
    meta: { ...remaining(fields), ...remaining(answerFields) },
  });
}
