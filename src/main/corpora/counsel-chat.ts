/** @file counselchat.com's table: questions of the public, answers of therapists in HTML. One entry an answer; a question may have several. */
import type { Importer } from './importer';
import { readKnowledgeTable } from './knowledge-table';
import { splitTopics } from './mapped-knowledge';
import { htmlToPlainText, toPlainText } from './tables/plain-text';
import { cellText } from './tables/table';

const columns = ['questionID', 'questionTitle', 'questionText', 'answerText'] as const;
const taken: ReadonlySet<string> = new Set([...columns, 'topics', 'topic', 'upvotes']);

export const counselChatImporter: Importer = {
  id: 'counsel-chat',
  label: 'CounselChat (CSV)',
  description: 'Questions and therapists’ answers from counselchat.com, e.g. counselchat-data.csv; HTML becomes plain text.',
  kind: 'knowledge',
  extensions: ['.csv'],
  vocabulary: 'esconv8',
  needsMapping: false,
  recognise: ({ csvHeader }) => (columns.every((column) => csvHeader?.includes(column)) ? { confidence: 0.95, reason: 'rows with questionTitle, questionText and answerText' } : null),
  read(source) {
    const answersByQuestion = new Map<string, number>();
    return readKnowledgeTable(source, {
      needed: columns,
      taken,
      toEntry(row) {
        const question = cellText(row, 'questionID');
        const number = (answersByQuestion.get(question) ?? 0) + 1;
        answersByQuestion.set(question, number);
        const title = toPlainText(cellText(row, 'questionTitle')).trim();
        const upvotes = cellText(row, 'upvotes').trim();
        return {
          externalId: `${question}/${number}`,
          // Some questions consist of their title alone.
          query: toPlainText(cellText(row, 'questionText')).trim() || title,
          answer: htmlToPlainText(cellText(row, 'answerText')),
          title,
          topics: splitTopics(cellText(row, 'topics') || cellText(row, 'topic')),
          meta: { questionID: question, ...(/^\d+$/.test(upvotes) ? { upvotes: Number(upvotes) } : {}) },
        };
      },
    });
  },
};
