/** @file Every page of the Models room, in both schemes, without a violation that axe can find and without a sideways scroll. */
import { expect, test } from 'vitest';
import { createFakeClient } from '../support/fake-client';
import { modelHandlers } from '../support/models';
import { expectNoAxeViolations, renderApp } from '../support/render';

const places = ['/models', '/models/endpoints', '/models/prompts', '/models/prompts/annotate-emotion', '/models/prompts/annotate-emotion?side=slots', '/models/prompts/annotate-emotion?side=versions', '/models/calls', '/models/calls?call=1'];

test.each(places.flatMap((at) => (['light', 'dark'] as const).map((scheme) => ({ at, scheme }))))('$at in $scheme', async ({ at, scheme }) => {
  const { screen } = await renderApp({ client: createFakeClient(modelHandlers()), at, scheme, size: { widthPx: 1024, heightPx: 768 } });
  await expect.element(screen.getByRole('heading', { level: 1 })).toBeVisible();
  await expect.poll(() => document.querySelector('[aria-busy=true]')).toBeNull();
  await expectNoAxeViolations();
  expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(1024);
});
