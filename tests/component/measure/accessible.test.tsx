/** @file Every page of the Measure and Agreement rooms, in both schemes, without a violation that axe can find and without a sideways scroll. */
import { expect, test } from 'vitest';
import { createFakeClient } from '../support/fake-client';
import { measureHandlers } from '../support/measurements';
import { expectNoAxeViolations, renderApp } from '../support/render';

const places = ['/measure', '/measure/new', '/measure/new?kind=strategy', '/measure/new?kind=comparison', '/measure/1', '/measure/1?tab=items', '/measure/1?tab=source', '/measure/2', '/measure/2?tab=confusions', '/measure/2?tab=transitions', '/measure/2?tab=items', '/measure/4', '/measure/4?tab=items', '/agreement', '/agreement/new', '/agreement/3', '/agreement/3?tab=raters', '/agreement/3?tab=items'];

test.each(places.flatMap((at) => (['light', 'dark'] as const).map((scheme) => ({ at, scheme }))))('$at in $scheme', async ({ at, scheme }) => {
  const { screen } = await renderApp({ client: createFakeClient(measureHandlers()), at, scheme, size: { widthPx: 1024, heightPx: 768 } });
  await expect.element(screen.getByRole('heading', { level: 1 })).toBeVisible();
  await expect.poll(() => document.querySelector('[aria-busy]')).toBeNull();
  await expectNoAxeViolations();
  expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(1024);
});
