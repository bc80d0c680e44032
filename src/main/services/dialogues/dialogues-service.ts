/** @file Finding and reading dialogues across corpora. Implements dialoguesContract over the store. */
import type { dialoguesContract } from '#shared/contracts/dialogues';
import type { HandlersOf } from '#shared/contracts/index';
import { getDialogue, getRawRecord } from '../../store/dialogue-repository';
import { countFacets, findNeighbours, searchDialogues } from '../../store/dialogue-search';
import type { Store } from '../../store/store';

export function createDialoguesService({ db }: Pick<Store, 'db'>): HandlersOf<typeof dialoguesContract> {
  return {
    'dialogues.search': ({ filter, sort, offset, limit }) => searchDialogues(db, { filter, sort }, { offset, limit }),
    'dialogues.facets': ({ filter }) => countFacets(db, filter),
    'dialogues.get': ({ id }) => getDialogue(db, id),
    'dialogues.raw': ({ id }) => ({ json: getRawRecord(db, id) }),
    'dialogues.neighbours': ({ id, filter, sort }) => findNeighbours(db, id, { filter, sort }),
  };
}
