/** @file What is fetched when: the first page comes without the weight of pages that are not open. */
import { expect, test } from 'vitest';
import { createFakeClient } from '../support/fake-client';
import { renderApp } from '../support/render';
import { sampleHandlers } from '../support/samples';

test('the chart library comes with the first page that draws charts, not before', async () => {
  const { screen, router } = await renderApp({ client: createFakeClient(sampleHandlers()), at: '/corpora' });
  await expect.element(screen.getByRole('heading', { level: 1, name: 'Corpora' })).toBeVisible();
  expect(fetchedChartFiles()).toEqual([]);
  await router.navigate('/corpora/1');
  await expect.element(screen.getByRole('figure', { name: 'Turns per dialogue' })).toBeInTheDocument();
  expect(fetchedChartFiles()).not.toEqual([]);
});

function fetchedChartFiles(): string[] {
  return performance
    .getEntriesByType('resource')
    .map((entry) => entry.name)
    .filter((name) => name.includes('recharts'));
}
