/** @file Addresses of the pages, so that no page spells another's. What a person may want to share stands in the address. */
import type { MeasurementKind } from '#shared/contracts/measure';
import type { CorpusId, DialogueId, MeasurementId } from '#shared/domain/ids';

export const paths = {
  home: '/',
  corpora: '/corpora',
  corpus: (id: CorpusId) => `/corpora/${id}`,
  import: '/import',
  browse: '/browse',
  /** Dialogues of one corpus. */
  browseCorpus: (id: CorpusId) => `/browse?corpora=${id}`,
  dialogue: (id: DialogueId) => `/dialogues/${id}`,
  measure: '/measure',
  newMeasurement: (kind?: MeasurementKind) => (kind === undefined ? '/measure/new' : `/measure/new?kind=${kind}`),
  /** Of any kind: agreement is shown in its own room. */
  measurement: (id: MeasurementId) => `/measure/${id}`,
  measurementOf: ({ id, kind }: { id: MeasurementId; kind: MeasurementKind }) => (kind === 'agreement' ? `/agreement/${id}` : `/measure/${id}`),
  agreement: '/agreement',
  newAgreement: '/agreement/new',
  settings: '/settings',
  debug: '/debug',
} as const;
