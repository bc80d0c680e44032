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
