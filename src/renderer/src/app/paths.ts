/** @file Addresses of the pages, so that no page spells another's. What a person may want to share stands in the address. */
import type { CorpusId, DialogueId } from '#shared/domain/ids';

export const paths = {
  home: '/',
  corpora: '/corpora',
  corpus: (id: CorpusId) => `/corpora/${id}`,
  import: '/import',
  browse: '/browse',
  /** Dialogues of one corpus. */
  browseCorpus: (id: CorpusId) => `/browse?corpora=${id}`,
  dialogue: (id: DialogueId) => `/dialogues/${id}`,
  settings: '/settings',
  debug: '/debug',
} as const;
