import { expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { createFakeClient } from '../support/fake-client';
import { renderApp } from '../support/render';
import { schemaHandlers } from '../support/schemas';

const places = [['list', '/annotate/schemas'], ['esca', '/annotate/schemas/esca'], ['change', '/annotate/schemas/hope/change'], ['new', '/annotate/new-schema'], ['own', '/annotate/new-schema?from=esca']] as const;
const sizes = [{ widthPx: 1920, heightPx: 1080 }, { widthPx: 1024, heightPx: 768 }];
test.each(places.flatMap(([name, at]) => sizes.flatMap((size) => (['light', 'dark'] as const).map((scheme) => ({ name, at, size, scheme })))))('$name $size.widthPx $scheme', async ({ name, at, size, scheme }) => {
  const { screen } = await renderApp({ client: createFakeClient(schemaHandlers()), at, scheme, size });
  await expect.element(screen.getByRole('heading', { level: 1 })).toBeVisible();
  await new Promise((resolve) => setTimeout(resolve, 700));
  if (name === 'change') await screen.getByRole('button', { name: /^Hope ordinal/ }).click();
  if (name === 'new') await screen.getByRole('button', { name: /^Save/ }).click();
  await page.screenshot({ path: `/work/main/node_modules/.shots-schemas/${name}-${size.widthPx}-${scheme}.png` });
});
