/** @file Every page of the built workbench, with data and without, and what opens over the pages: nothing that axe finds, nothing beyond the edge, in both schemes and sizes. */
import { resolve } from 'node:path';
import type { RouteObject } from 'react-router';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { routes } from '../../src/renderer/src/app/routes';
import { barriersOn, type Width } from '../support/page-objects/accessibility';
import { corporaPage } from '../support/page-objects/corpora-pages';
import { eventually } from '../support/page-objects/eventually';
import { importPage } from '../support/page-objects/import-page';
import { type PreparedWorkspace, prepareWorkspace } from '../support/page-objects/prepared-workspace';
import { openWorkbenchBrowser, type WorkbenchBrowser } from '../support/page-objects/workbench-browser';

/** The addresses of the interface's own table, e.g. "/corpora/:corpusId". */
const addresses = pathsOf(routes).map((path) => path.replace('*', 'nowhere'));

/** What is more than an address is looked at where room is scarce. */
const narrow: readonly Width[] = [1024];

describe('in an empty workspace', () => {
  let workbench: WorkbenchBrowser;

  beforeAll(async () => {
    workbench = await openWorkbenchBrowser();
  });
  afterAll(() => workbench.close());
  afterEach(() => expect(workbench.takeFaults()).toEqual([]));

  test.each(addresses)('%s', async (address) => {
    await workbench.goTo(address.replace(/:\w+/, '1'));
    expect(await barriersOn(workbench.page)).toEqual([]);
  });
});

describe('with data', () => {
  let prepared: PreparedWorkspace;
  let workbench: WorkbenchBrowser;

  beforeAll(async () => {
    workbench = await openWorkbenchBrowser({ prepare: async (path) => (prepared = await prepareWorkspace(path)) });
  });
  afterAll(() => workbench.close());
  afterEach(() => expect(workbench.takeFaults()).toEqual([]));

  test.each(addresses)('%s', async (address) => {
    await workbench.goTo(filled(address, prepared));
    expect(await barriersOn(workbench.page)).toEqual([]);
  });

  test.each<{ what: string; place: (ids: PreparedWorkspace) => string }>([
    { what: 'splits', place: ({ demoId }) => `/corpora/${demoId}?tab=splits` },
    { what: 'warnings and rejected records', place: ({ roughId }) => `/corpora/${roughId}?tab=source` },
    { what: 'a knowledge base', place: ({ knowledgeId }) => `/corpora/${knowledgeId}` },
    { what: 'dialogues found', place: () => '/browse?q=sleep&strategies=Question' },
    { what: 'a dialogue with words found', place: ({ dialogueId }) => `/dialogues/${dialogueId}?q=work&turn=3` },
    { what: 'measured strategies', place: ({ measurementIds }) => `/measure/${measurementIds.strategy}` },
    { what: 'a comparison of systems', place: ({ measurementIds }) => `/measure/${measurementIds.comparison}` },
    { what: 'no dialogue found', place: () => '/browse?q=zzzz' },
  ])('$what', async ({ place }) => {
    await workbench.goTo(place(prepared));
    expect(await barriersOn(workbench.page, narrow)).toEqual([]);
  });

  describe('over the page', () => {
    const click = async (role: 'button' | 'menuitem', name: string) => workbench.page.getByRole(role, { name, exact: true }).first().click();
    const openOn = (place: (ids: PreparedWorkspace) => string, open: () => Promise<void>) => async () => {
      await workbench.goTo(place(prepared));
      await open();
    };
    const openMenu = () => click('button', 'Actions for Rough');

    test.each<{ what: string; open: () => Promise<void> }>([
      { what: 'the sheet of keys', open: openOn(() => '/', () => workbench.page.keyboard.press('?')) },
      { what: 'the menu of a corpus', open: openOn(() => '/corpora', openMenu) },
      { what: 'renaming', open: openOn(() => '/corpora', () => openMenu().then(() => click('menuitem', 'Rename…'))) },
      { what: 'exporting', open: openOn(({ demoId }) => `/corpora/${demoId}?tab=source`, () => click('button', 'Export')) },
      { what: 'the raw record', open: openOn(({ dialogueId }) => `/dialogues/${dialogueId}`, () => click('button', 'Raw record')) },
      { what: 'the filters of a narrow window', open: openOn(() => '/browse', () => click('button', 'Filters')) },
    ])('$what', async ({ open }) => {
      await open();
      expect(await barriersOn(workbench.page, narrow)).toEqual([]);
      await workbench.page.keyboard.press('Escape');
    });
  });

  test('the steps of an import', async () => {
    const { page } = workbench;
    const wizard = importPage(page);
    await corporaPage(page).open();
    await corporaPage(page).importFiles([resolve(import.meta.dirname, '../fixtures/corpora/utterance-rows.csv')]);
    await wizard.takeFormat(/^Table \(CSV\)/);
    expect(await barriersOn(page, narrow)).toEqual([]);
    await wizard.toColumns();
    await eventually(() => wizard.step()).toContain('Columns');
    expect(await barriersOn(page, narrow)).toEqual([]);
    await wizard.preview();
    await eventually(() => wizard.step()).toContain('Preview');
    expect(await barriersOn(page, narrow)).toEqual([]);
    await wizard.store();
    await wizard.untilStored('utterance-rows');
    expect(await barriersOn(page, narrow)).toEqual([]);
  });
});

function pathsOf(table: readonly RouteObject[], above = ''): string[] {
  return table.flatMap((route) => {
    const path = route.path === undefined ? above : `${above}/${route.path}`.replaceAll('//', '/');
    return route.children === undefined ? [path === '' ? '/' : path] : pathsOf(route.children, path);
  });
}

/** An address of a page that has something to show. */
function filled(address: string, { demoId, dialogueId, measurementIds, labelSetId, campaignId, runId }: PreparedWorkspace): string {
  const measurementId = address.startsWith('/agreement') ? measurementIds.agreement : measurementIds.nlg;
  const ids: Readonly<Record<string, number | string>> = { corpusId: demoId, dialogueId, measurementId, labelSetId, campaignId, runId, schemaId: 'esca', role: 'annotate-emotion' };
  return address.replace(/:(\w+)/, (_, name: string) => {
    const id = ids[name];
    if (id === undefined) throw new Error(`The prepared workspace has nothing for :${name} in ${address}: add it to prepared-workspace.ts.`);
    return String(id);
  });
}
