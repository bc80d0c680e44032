/** @file Addresses of the pages, so that no page spells another's. What a person may want to share stands in the address. */
import type { MeasurementKind } from '#shared/contracts/measure';
import type { CallId, CampaignId, CorpusId, DialogueId, LabelSetId, MeasurementId, RunId } from '#shared/domain/ids';

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
  /** Label sets; campaigns and people stand beside them. */
  annotate: '/annotate',
  labelSet: (id: LabelSetId) => `/annotate/labels/${id}`,
  campaigns: '/annotate/campaigns',
  newCampaign: '/annotate/campaigns/new',
  campaign: (id: CampaignId) => `/annotate/campaigns/${id}`,
  review: (id: CampaignId) => `/annotate/campaigns/${id}/review`,
  adjudicate: (id: CampaignId) => `/annotate/campaigns/${id}/adjudicate`,
  people: '/annotate/people',
  schemas: '/annotate/schemas',
  schema: (id: string) => `/annotate/schemas/${id}`,
  changeSchema: (id: string) => `/annotate/schemas/${id}/change`,
  /** Beside the schemas, since one may be called "new". `from` is the one to begin with. */
  newSchema: (from?: string) => (from === undefined ? '/annotate/new-schema' : `/annotate/new-schema?from=${from}`),
  schemaFromFile: '/annotate/new-schema?of=file',
  /** What waits for the person at this window. */
  work: '/work',
  runs: '/runs',
  newRun: (kind?: string) => (kind === undefined ? '/runs/new' : `/runs/new?kind=${kind}`),
  /** A new run with the settings of another to begin from. */
  cloneRun: (id: RunId) => `/runs/new?from=${id}`,
  run: (id: RunId) => `/runs/${id}`,
  compareRuns: (ids: readonly RunId[]) => `/runs/compare?ids=${ids.join(',')}`,
  tables: '/runs/tables',
  /** A new table with these runs as its rows. */
  tableOfRuns: (ids: readonly RunId[]) => `/runs/tables?runs=${ids.join(',')}`,
  planner: '/runs/planner',
  /** Dialogues behind a cell of a planner's confusion table. */
  plannerCell: ({ runId, gold, predicted }: { runId: RunId; gold: string; predicted: string }) => `/runs/planner?${new URLSearchParams({ run: String(runId), gold, predicted }).toString()}`,
  planOf: ({ runId, dialogueId, turn }: { runId: RunId; dialogueId: DialogueId; turn: number }) => `/runs/planner?run=${runId}&dialogue=${dialogueId}&turn=${turn}`,
  models: '/models',
  endpoints: '/models/endpoints',
  prompts: '/models/prompts',
  prompt: (role: string) => `/models/prompts/${role}`,
  calls: '/models/calls',
  callsOfRun: (id: RunId) => `/models/calls?run=${id}`,
  call: (id: CallId) => `/models/calls?call=${id}`,
  settings: '/settings',
  debug: '/debug',
} as const;
