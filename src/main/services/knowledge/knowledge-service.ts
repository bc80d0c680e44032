/** @file Searching knowledge bases. Implements knowledgeContract over the store. */
import type { HandlersOf } from '#shared/contracts/index';
import type { knowledgeContract } from '#shared/contracts/knowledge';
import { searchKnowledge } from '../../store/knowledge-repository';
import type { Store } from '../../store/store';

export function createKnowledgeService({ db }: Pick<Store, 'db'>): HandlersOf<typeof knowledgeContract> {
  return {
    'knowledge.search': ({ corpusId, text, offset, limit }) => searchKnowledge(db, { corpusId, text }, { offset, limit }),
  };
}
