/** @file EPITOME's tables of Reddit posts (Sharma et al., 2020): a seeker's post, a response and its empathy level. A source of emotion knowledge. */
import type { Importer } from './importer';
import { readKnowledgeTable } from './knowledge-table';
import { cellText } from './tables/table';

const columns = ['sp_id', 'rp_id', 'seeker_post', 'response_post', 'level'] as const;
const taken: ReadonlySet<string> = new Set([...columns, 'rationales']);

export const erPostsImporter: Importer = {
  id: 'er-posts',
  label: 'Emotional reactions (Reddit, CSV)',
  description: 'Posts with responses and their empathy level 0 to 2, as published with EPITOME, e.g. emotional-reactions-reddit.csv.',
  kind: 'knowledge',
  extensions: ['.csv'],
  vocabulary: 'esconv8',
  needsMapping: false,
  recognise: ({ csvHeader }) => (columns.every((column) => csvHeader?.includes(column)) ? { confidence: 0.95, reason: 'rows with seeker_post, response_post and level' } : null),
  read: (source) =>
    readKnowledgeTable(source, {
      needed: columns,
      taken,
      toEntry(row) {
        const level = cellText(row, 'level').trim();
        const rationales = cellText(row, 'rationales').split('|').map((part) => part.trim()).filter((part) => part !== '');
        return {
          externalId: `${cellText(row, 'sp_id')}/${cellText(row, 'rp_id')}`,
          query: cellText(row, 'seeker_post'),
          answer: cellText(row, 'response_post'),
          meta: { ...(/^\d$/.test(level) ? { level: Number(level) } : {}), ...(rationales.length === 0 ? {} : { rationales }) },
        };
      },
    }),
};
