/** @file Charts as files: a drawing that stands alone, a picture, and figures. */
import { expect, test } from 'vitest';
import { chartPng, chartSvg } from '../../../src/renderer/src/components/charts/export-chart';
import { StackedStages } from '../../../src/renderer/src/components/charts/StackedStages';
import { renderPart } from '../support/render';
import { sampleStatistics } from '../support/samples';

async function stagesChart(scheme: 'light' | 'dark'): Promise<SVGSVGElement> {
  document.documentElement.setAttribute('data-color-scheme', scheme);
  const screen = await renderPart(
    <div style={{ width: 900 }}>
      <StackedStages title="Stages" stages={sampleStatistics().stages} labels={['Question', 'Others']} />
    </div>,
  );
  const drawing = screen.getByRole('img', { name: /^Stages/ });
  await expect.element(drawing).toBeVisible();
  return drawing.element() as unknown as SVGSVGElement;
}

test('an exported drawing carries its own colours, those of the light scheme, and its title', async () => {
  const svg = chartSvg(await stagesChart('dark'), 'Stages <of> ESConv');
  expect(svg).toContain('Stages &lt;of&gt; ESConv');
  expect(svg).toContain('fill="rgb(0, 90, 148)"');
  expect(svg).not.toMatch(/var\(|light-dark|class=/);
  const parsed = new DOMParser().parseFromString(svg, 'image/svg+xml');
  expect(parsed.querySelector('parsererror')).toBeNull();
});

test('a picture has twice the size of the drawing', async () => {
  const chart = await stagesChart('light');
  const bitmap = await createImageBitmap(await chartPng(chart, 'Stages'));
  expect(bitmap.width).toBe((chart.width.baseVal.value + 32) * 2);
});
