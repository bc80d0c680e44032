/** @file Which page stands at which address. Pages are fetched when first opened, so that the first one comes quickly. */
import type { ComponentType } from 'react';
import type { RouteObject } from 'react-router';
import { PageFailure } from './PageFailure';
import { NotFoundPage } from './NotFoundPage';
import { Shell } from './Shell';

const pages: RouteObject[] = [
  { index: true, lazy: page(async () => (await import('../pages/home/HomePage')).HomePage) },
  { path: 'corpora', lazy: page(async () => (await import('../pages/corpora/CorporaPage')).CorporaPage) },
  { path: 'corpora/:corpusId', lazy: page(async () => (await import('../pages/corpus/CorpusPage')).CorpusPage) },
  { path: 'import', lazy: page(async () => (await import('../pages/import/ImportPage')).ImportPage) },
  { path: 'browse', lazy: page(async () => (await import('../pages/browse/BrowsePage')).BrowsePage) },
  { path: 'dialogues/:dialogueId', lazy: page(async () => (await import('../pages/reader/ReaderPage')).ReaderPage) },
  { path: 'measure', lazy: page(async () => (await import('../pages/measure/MeasurePage')).MeasurePage) },
  { path: 'measure/new', lazy: page(async () => (await import('../pages/measure/NewMeasurementPage')).NewMeasurementPage) },
  { path: 'measure/:measurementId', lazy: page(async () => (await import('../pages/measure/MeasurementPage')).MeasurementPage) },
  { path: 'agreement', lazy: page(async () => (await import('../pages/agreement/AgreementPage')).AgreementPage) },
  { path: 'agreement/new', lazy: page(async () => (await import('../pages/agreement/NewAgreementPage')).NewAgreementPage) },
  { path: 'agreement/:measurementId', lazy: page(async () => (await import('../pages/measure/MeasurementPage')).MeasurementPage) },
  { path: 'runs', lazy: page(async () => (await import('../pages/runs/RunsPage')).RunsPage) },
  { path: 'runs/new', lazy: page(async () => (await import('../pages/runs/NewRunPage')).NewRunPage) },
  { path: 'runs/compare', lazy: page(async () => (await import('../pages/runs/CompareRunsPage')).CompareRunsPage) },
  { path: 'runs/:runId', lazy: page(async () => (await import('../pages/runs/RunPage')).RunPage) },
  { path: 'models/endpoints', lazy: page(async () => (await import('../pages/models/EndpointsPage')).EndpointsPage) },
  { path: 'models/calls', lazy: page(async () => (await import('../pages/models/CallsPage')).CallsPage) },
  { path: 'models/prompts', lazy: page(async () => (await import('../pages/models/PromptsPage')).PromptsPage) },
  { path: 'models/prompts/:role', lazy: page(async () => (await import('../pages/models/PromptPage')).PromptPage) },
  { path: 'runs/planner', lazy: page(async () => (await import('../pages/planner/PlannerPage')).PlannerPage) },
  { path: 'runs/tables', lazy: page(async () => (await import('../pages/tables/TablesPage')).TablesPage) },
  { path: 'annotate', lazy: page(async () => (await import('../pages/labels/LabelSetsPage')).LabelSetsPage) },
  { path: 'annotate/labels/:labelSetId', lazy: page(async () => (await import('../pages/labels/LabelSetPage')).LabelSetPage) },
  { path: 'annotate/campaigns', lazy: page(async () => (await import('../pages/campaigns/CampaignsPage')).CampaignsPage) },
  { path: 'annotate/campaigns/new', lazy: page(async () => (await import('../pages/campaigns/NewCampaignPage')).NewCampaignPage) },
  { path: 'annotate/campaigns/:campaignId', lazy: page(async () => (await import('../pages/campaigns/CampaignPage')).CampaignPage) },
  { path: 'annotate/campaigns/:campaignId/review', lazy: page(async () => (await import('../pages/review/ReviewPage')).ReviewPage) },
  { path: 'annotate/campaigns/:campaignId/adjudicate', lazy: page(async () => (await import('../pages/adjudication/AdjudicationPage')).AdjudicationPage) },
  { path: 'annotate/schemas', lazy: page(async () => (await import('../pages/schemas/SchemasPage')).SchemasPage) },
  { path: 'annotate/schemas/:schemaId', lazy: page(async () => (await import('../pages/schemas/SchemaPage')).SchemaPage) },
  { path: 'annotate/schemas/:schemaId/change', lazy: page(async () => (await import('../pages/schemas/EditSchemaPage')).EditSchemaPage) },
  { path: 'annotate/new-schema', lazy: page(async () => (await import('../pages/schemas/EditSchemaPage')).NewSchemaPage) },
  { path: 'annotate/people', lazy: page(async () => (await import('../pages/people/PeoplePage')).PeoplePage) },
  { path: 'work', lazy: page(async () => (await import('../pages/campaigns/WorkPage')).WorkPage) },
  { path: 'models', lazy: page(async () => (await import('../pages/models/ModelsPage')).ModelsPage) },
  { path: 'settings', lazy: page(async () => (await import('../pages/settings/SettingsPage')).SettingsPage) },
  { path: 'debug', lazy: page(async () => (await import('../pages/debug/DebugPage')).DebugPage) },
  { path: '*', Component: NotFoundPage },
];

export const routes: RouteObject[] = [
  {
    path: '/',
    Component: Shell,
    ErrorBoundary: PageFailure,
    HydrateFallback: () => null,
    children: [{ ErrorBoundary: PageFailure, children: pages }],
  },
];

function page(load: () => Promise<ComponentType>): () => Promise<{ Component: ComponentType }> {
  return async () => ({ Component: await load() });
}
