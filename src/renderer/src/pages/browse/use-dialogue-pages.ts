/** @file The rows of a search for dialogues, as far as they are in sight. */
import type { DialogueRow } from '#shared/contracts/dialogues';
import { useClient } from '../../api/ClientProvider';
import { type RowPages, type RowRange, usePages } from '../../api/use-pages';
import type { DialogueSearch } from './search-address';

export type DialoguePages = RowPages<DialogueRow>;

export function useDialoguePages(search: DialogueSearch, range: RowRange): DialoguePages {
  const client = useClient();
  return usePages({ key: ['dialogues.search', search], fetch: (page, signal) => client.call('dialogues.search', { ...search, ...page }, { signal }) }, range);
}
