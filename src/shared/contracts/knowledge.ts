/** @file Knowledge bases: posts and answers, searchable, for later retrieval. Owner: services/knowledge. */
import { z } from 'zod';
import { query } from './define';
import { KnowledgeEntry } from '../domain/dialogue';
import { CorpusId, KnowledgeEntryId } from '../domain/ids';

export const knowledgeContract = {
  'knowledge.search': query({
    input: z.object({ corpusId: CorpusId, text: z.string().max(500).optional(), offset: z.int().nonnegative().default(0), limit: z.int().min(1).max(200).default(50) }),
    output: z.object({ total: z.int(), rows: z.array(KnowledgeEntry.extend({ id: KnowledgeEntryId, /** Matches between U+E000 and U+E001. */ excerpt: z.string() })) }),
  }),
} as const;
