/** @file Label sets: agreement beside the published values, divided values, analysis, and every page without a violation that axe can find. */
import { expect, test } from 'vitest';
import { createFakeClient } from '../support/fake-client';
import { labelHandlers, labelSet } from '../support/labels';
import { expectNoAxeViolations, renderApp } from '../support/render';

const places = ['/annotate', '/annotate/labels/1', '/annotate/labels/1?tab=values', '/annotate/labels/1?tab=analysis', '/annotate/labels/1?tab=about'];

test.each(places.flatMap((at) => (['light', 'dark'] as const).map((scheme) => ({ at, scheme }))))('$at in $scheme', async ({ at, scheme }) => {
  const { screen } = await renderApp({ client: createFakeClient(labelHandlers()), at, scheme, size: { widthPx: 1024, heightPx: 768 } });
  await expect.element(screen.getByRole('heading', { level: 1 })).toBeVisible();
  await expect.poll(() => document.querySelector('[aria-busy=true]')).toBeNull();
  await expectNoAxeViolations();
  expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(1024);
});

test('agreement stands beside what was published, and gets intervals when asked', async () => {
  const client = createFakeClient(labelHandlers());
  const { screen } = await renderApp({ client, at: '/annotate/labels/1' });
  await expect.element(screen.getByRole('row', { name: /Emotion intensity 2,773 61.*0\.53.*0\.60/ })).toBeVisible();
  await screen.getByRole('button', { name: 'Add intervals' }).click();
  await expect.poll(() => client.inputsOf('labels.agreement').at(-1)).toMatchObject({ ci: { resamples: 1000 } });
  await screen.getByRole('button', { name: 'Pooled' }).click();
  await expect.poll(() => client.inputsOf('labels.agreement').at(-1)).toMatchObject({ trust: 'pooledDims' });
});

test('divided values are filtered in the address, and a row opens its turn in the reader', async () => {
  const client = createFakeClient(labelHandlers());
  const { screen, address } = await renderApp({ client, at: '/annotate/labels/1?tab=values' });
  await screen.getByRole('button', { name: 'Only where they differ' }).click();
  await expect.poll(() => client.inputsOf('labels.values').at(-1)).toMatchObject({ filter: { isDivided: true }, sort: 'disagreement' });
  expect(address()).toContain('divided=1');
  await screen.getByText('4 · 4 · 5').click();
  await expect.poll(address).toBe('/dialogues/12?turn=5');
});

test('a scripted set says so wherever it stands', async () => {
  const { screen } = await renderApp({ client: createFakeClient(labelHandlers()), at: '/annotate' });
  await expect.element(screen.getByText('Scripted', { exact: true })).toBeVisible();
});

test('removing is undone', async () => {
  const client = createFakeClient({ ...labelHandlers(), 'labels.remove': () => ({ labelSetId: labelSet.id }), 'labels.restore': () => labelSet });
  const { screen } = await renderApp({ client, at: '/annotate' });
  await screen.getByRole('button', { name: 'Actions for States by three models' }).click();
  await screen.getByRole('menuitem', { name: 'Remove' }).click();
  await screen.getByRole('button', { name: /Undo/ }).click();
  await expect.poll(() => client.inputsOf('labels.restore')).toEqual([{ labelSetId: 1 }]);
});
