/** @file Every page of the Runs room, in both schemes, without a violation that axe can find and without a sideways scroll. */
import { expect, test } from 'vitest';
import { createFakeClient } from '../support/fake-client';
import { expectNoAxeViolations, renderApp } from '../support/render';
import { runHandlers } from '../support/runs';

const places = ['/runs', '/runs?group=training.learningRate', '/runs/new', '/runs/new?kind=planner', '/runs/2', '/runs/2?tab=result', '/runs/2?tab=log', '/runs/2?tab=artefacts', '/runs/2?tab=lineage', '/runs/2?tab=machine', '/runs/7', '/runs/20', '/runs/compare?ids=1,2'];

test.each(places.flatMap((at) => (['light', 'dark'] as const).map((scheme) => ({ at, scheme }))))('$at in $scheme', async ({ at, scheme }) => {
  const { screen } = await renderApp({ client: createFakeClient(runHandlers()), at, scheme, size: { widthPx: 1024, heightPx: 768 } });
  await expect.element(screen.getByRole('heading', { level: 1 })).toBeVisible();
  await expect.poll(() => document.querySelector('main [aria-busy=true]')?.getBoundingClientRect().top ?? Infinity).toBeGreaterThan(700);
  await expectNoAxeViolations();
  expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(1024);
});
