/** @file Every page of this part, in both schemes, without a violation of WCAG 2.2 AA that axe can find, and without a sideways scroll. */
import { expect, test } from 'vitest';
import { createFakeClient } from '../support/fake-client';
import { expectNoAxeViolations, renderApp } from '../support/render';
import { sampleHandlers } from '../support/samples';

const places = [
  { at: '/', heading: 'Home' },
  { at: '/corpora', heading: 'Corpora' },
  { at: '/corpora/1', heading: 'ESConv' },
  { at: '/corpora/1?tab=splits', heading: 'ESConv' },
  { at: '/corpora/2?tab=source', heading: 'FailedESConv' },
  { at: '/corpora/4?q=low', heading: 'CounselChat' },
  { at: '/settings', heading: 'Settings' },
  { at: '/debug', heading: 'Debug' },
];

test.each(places.flatMap((place) => (['light', 'dark'] as const).map((scheme) => ({ ...place, scheme }))))('$at in $scheme', async ({ at, heading, scheme }) => {
  const { screen } = await renderApp({ client: createFakeClient(sampleHandlers()), at, scheme, size: { widthPx: 1024, heightPx: 768 } });
  await expect.element(screen.getByRole('heading', { level: 1, name: heading })).toBeVisible();
  await expect.poll(() => document.querySelector('[aria-busy]')).toBeNull();
  await expectNoAxeViolations();
  expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(1024);
});
