/** @file Charts as pictures, as tables, by keyboard, and as files: a drawing that stands alone, a picture, and figures. */
import { expect, test } from 'vitest';
import { userEvent } from 'vitest/browser';
import { chartPng, chartSvg } from '../../../src/renderer/src/components/charts/export-chart';
import { Histogram } from '../../../src/renderer/src/components/charts/Histogram';
import { StackedStages } from '../../../src/renderer/src/components/charts/StackedStages';
import { expectNoAxeViolations, renderPart } from '../support/render';
import { sampleStatistics } from '../support/samples';

const labels = ['Question', 'Others', 'Providing Suggestions'];

async function renderStages(scheme: 'light' | 'dark' = 'light') {
  document.documentElement.setAttribute('data-color-scheme', scheme);
  const screen = await renderPart(
    <div style={{ width: 900 }}>
      <StackedStages title="Stages" stages={sampleStatistics().stages} labels={labels} />
    </div>,
  );
  const drawing = screen.getByRole('img', { name: /^Stages: stacked columns of 6 stages/ });
  await expect.element(drawing).toBeVisible();
  return { screen, drawing, chart: () => drawing.element() as unknown as SVGSVGElement };
}

async function renderHistogram() {
  const screen = await renderPart(
    <div style={{ width: 420 }}>
      <Histogram title="Turns per dialogue" bins={['16–23', '24–31', '32–39'].map((label, index) => ({ label, count: 310 - 150 * index }))} binHeader="Turns" countHeader="Dialogues" />
    </div>,
  );
  const drawing = screen.getByRole('img', { name: /^Turns per dialogue: histogram of 3 bins/ });
  await expect.element(drawing).toBeVisible();
  return { screen, drawing, chart: () => drawing.element() as unknown as SVGSVGElement };
}

test('the columns of a stack are equally high, and each segment with room says what it is and its share', async () => {
  const { chart } = await renderStages();
  const bars = [...chart().querySelectorAll('.recharts-bar-rectangle path')].map((bar) => bar.getBoundingClientRect());
  expect(bars).toHaveLength(6 * labels.length);
  const heightOf = (stage: number) => Math.round(labels.reduce((sum, _, label) => sum + (bars[label * 6 + stage]?.height ?? 0), 0));
  expect(new Set([0, 1, 2, 3, 4, 5].map(heightOf)).size).toBe(1);
  const [first] = sampleStatistics().stages;
  const counts = labels.map((label) => first?.strategies[label] ?? 0);
  expect(chart().textContent).toContain(`Que ${Math.round(((counts[0] ?? 0) / counts.reduce((sum, count) => sum + count)) * 100)}%`);
});

test('a stage without a single strategy is an empty column', async () => {
  const screen = await renderPart(
    <div style={{ width: 900 }}>
      <StackedStages title="Stages" stages={[{ stage: 0, strategies: {} }, { stage: 1, strategies: { Question: 3 } }]} labels={labels} />
    </div>,
  );
  await expect.element(screen.getByText('Que 100%')).toBeVisible();
  (screen.getByRole('img', { name: /^Stages/ }).element() as unknown as SVGSVGElement).focus();
  await expect.element(screen.getByRole('status')).toHaveTextContent('Stage 1Providing Suggestions: 0.0% (0 turns)Others: 0.0% (0 turns)Question: 0.0% (0 turns)');
  expect(screen.container.textContent).not.toContain('NaN');
});

test('arrow keys walk along the columns and say the figures of each', async () => {
  const { screen, drawing, chart } = await renderHistogram();
  chart().focus();
  const said = () => screen.getByRole('status').element().textContent;
  await expect.poll(said).toBe('Turns 16–23Dialogues: 310');
  // The chart takes keys only once it has laid itself out; until then a key is as if it had not been pressed.
  await expect.poll(async () => (said().startsWith('Turns 16–23') ? userEvent.keyboard('{ArrowRight}').then(said) : said()), { interval: 500, timeout: 10_000 }).toBe('Turns 24–31Dialogues: 160');
  await userEvent.keyboard('{ArrowRight}');
  await expect.element(screen.getByRole('status')).toHaveTextContent('Turns 32–39Dialogues: 10');
  await expect.element(drawing).toHaveFocus();
});

test('hovering a stage lists its strategies in the order of the column, with shares and turns', async () => {
  const { screen, drawing } = await renderStages();
  await userEvent.hover(drawing, { position: { x: 290, y: 150 } });
  await expect.poll(() => screen.getByRole('status').element().textContent).toMatch(/^Stage 3Providing Suggestions: [\d.]+% \([\d,]+ turns\)Others: .*Question: /);
});

test.each(['light', 'dark'] as const)('no violation that axe can find, in %s, with and without a tooltip', async (scheme) => {
  const { chart } = await renderStages(scheme);
  await expectNoAxeViolations();
  chart().focus();
  await userEvent.keyboard('{ArrowRight}');
  await expectNoAxeViolations();
});

test('the same figures as a table, and back; the table is saved like the chart', async () => {
  const { screen, drawing } = await renderStages();
  const toggle = screen.getByRole('button', { name: 'Stages as table' });
  await toggle.click();
  await expect.element(screen.getByRole('row', { name: 'Question 1,260 1,060 860 660 460 260' })).toBeVisible();
  await expect.element(drawing).not.toBeInTheDocument();
  const hidden = screen.container.querySelector('figure svg[role=img]') as SVGSVGElement;
  expect(chartSvg(hidden, 'Stages')).toContain('Providing Suggestions');
  await toggle.click();
  await expect.element(drawing).toBeVisible();
});

test('an exported drawing carries its own colours, those of the light scheme, its title and every label', async () => {
  const { chart } = await renderStages('dark');
  chart().focus();
  await userEvent.keyboard('{ArrowRight}');
  await expect.poll(() => chart().querySelector('.recharts-tooltip-cursor')).not.toBeNull();
  const svg = chartSvg(chart(), 'Stages <of> ESConv');
  expect(svg).not.toMatch(/var\(|light-dark|class=|style=|tabindex/);
  const parsed = new DOMParser().parseFromString(svg, 'image/svg+xml');
  expect(parsed.querySelector('parsererror')).toBeNull();
  const texts = new Set([...parsed.querySelectorAll('text')].map((text) => text.textContent));
  const wanted = ['Stages <of> ESConv', ...labels, 'Que', 'Oth', 'Pro', 'Stage 1', 'Stage 6', '0%', '100%', 'Progress of the dialogue'];
  expect(wanted.filter((text) => !texts.has(text))).toEqual([]);
  const fills = new Set([...parsed.querySelectorAll('path, text')].map((part) => part.getAttribute('fill')));
  // Question, secondary text and primary text of the light scheme; the wash behind the column at the pointer is no part of the drawing.
  expect([...fills]).toEqual(expect.arrayContaining(['rgb(0, 90, 148)', 'rgb(87, 91, 97)', 'rgb(27, 29, 31)']));
  expect(svg).not.toContain('rgb(241, 241, 238)');
});

test('a histogram is exported with the numbers of its axis and the labels of its bins', async () => {
  const { chart } = await renderHistogram();
  const svg = chartSvg(chart(), 'Turns');
  expect(['16–23', '24–31', '32–39', '>0<', '>400<', 'Turns'].filter((text) => !svg.includes(text))).toEqual([]);
  expect(svg).not.toContain('var(');
});

test('a picture has twice the size of the drawing', async () => {
  const { chart } = await renderStages();
  const bitmap = await createImageBitmap(await chartPng(chart(), 'Stages'));
  expect(bitmap.width).toBe((chart().width.baseVal.value + 32) * 2);
});
