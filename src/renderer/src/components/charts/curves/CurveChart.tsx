/**
 * @file Curves of many points, several at once: a faint raw line under a smoothed one, on straight or logarithmic axes. A window is chosen by
 * dragging, by the wheel with Ctrl, by buttons or keys; the nearest point of every curve is read off. Drawn on a canvas, since SVG cannot hold the
 * rate; the same figures are in the table and the exports. Where points come from is the caller's matter.
 */
import { useMemo, useState } from 'react';
import { IconButton, Tooltip } from '@mui/material';
import { Maximize2, ZoomIn, ZoomOut } from 'lucide-react';
import { useSchemeChoice } from '../../../theme/ThemeRoot';
import { palettes } from '../../../theme/tokens';
import type { CsvCell } from '../../csv';
import { numberText } from '../../json-text';
import { ChartFrame, type ChartTable } from '../ChartFrame';
import { curveLook } from './curve-look';
import { curveScale, type ScaleOptions, type Span, zoomed } from './curve-scale';
import { CurveLegend } from './CurveLegend';
import { CurvePlot } from './CurvePlot';
import { type CurveScene, type DrawnCurve, drawScene, verticalScale } from './draw-curves';
import { nearestIndex, smoothed } from './smooth';
import { svgSurface } from './surface';

/** Element i of every list belongs to bucket i; `x` ascends. */
export interface CurveData {
  readonly key: string;
  readonly label: string;
  /** Colour and dash; equal numbers look equal in all charts of a page. */
  readonly look: number;
  readonly x: readonly number[];
  readonly mean: readonly number[];
  readonly low: readonly number[];
  readonly high: readonly number[];
}

export interface CurveSettings {
  /** 0 for none, below 1. */
  readonly smoothing: number;
  readonly isLogX: boolean;
  readonly isLogY: boolean;
}

export interface CurveChartProps {
  title: string;
  help?: string;
  curves: readonly CurveData[];
  settings: CurveSettings;
  /** All there is along the axis. */
  whole: Span;
  /** What is looked at; null for the whole. */
  window: Span | null;
  onWindowChange: (window: Span | null) => void;
  axis: { readonly label: string; readonly unit: number; readonly textOf: (x: number) => string };
  inspectX: number | null;
  onInspect: (x: number | null) => void;
  /** The exact value at the inspected place, where it is known; else the bucket's mean is shown. */
  exactValue?: (key: string) => number | null | undefined;
  heightPx?: number;
  fileLead?: string;
}

export function CurveChart({ title, help, curves, settings, whole, window, onWindowChange, axis, inspectX, onInspect, exactValue, heightPx = 240, fileLead }: CurveChartProps) {
  const { shown: scheme } = useSchemeChoice();
  const [hidden, setHidden] = useState<ReadonlySet<string>>(new Set());
  const [pointedAt, setPointedAt] = useState<string | null>(null);
  const visible = curves.filter(({ key }) => !hidden.has(key));
  const drawn = useDrawn(curves, { scheme, smoothing: settings.smoothing, span: whole.to - whole.from });
  const scene: SceneOptions = { drawn, hidden, pointedAt, scheme, settings, span: window ?? whole, axis, inspectX };
  const zoom = (factor: number) => onWindowChange(zoomed(curveScale(window ?? whole, { isLog: settings.isLogX, wantedTicks: 2 }), whole, { factor, around: 0.5 }));
  const valueOf = (curve: CurveData) => shownValue(curve, { inspectX, exact: exactValue?.(curve.key) });
  return (
    <ChartFrame
      title={title}
      {...(help !== undefined && { help })}
      {...(fileLead !== undefined && { fileLead })}
      table={summaryTable(curves, axis.textOf)}
      figures={() => bucketTable(visible)}
      picture={() => pictureOf(scene, curves)}
      tools={<ZoomTools title={title} isWhole={window === null} onZoom={zoom} onReset={() => onWindowChange(null)} />}
    >
      {(widthPx) => (
        <>
          <CurvePlot
            scene={sceneOf(scene, { widthPx, heightPx })}
            title={title}
            whole={whole}
            onWindowChange={onWindowChange}
            onInspect={onInspect}
            places={visible[0]?.x ?? []}
            words={[inspectX === null ? 'Last values' : axis.textOf(inspectX), ...visible.map((curve) => `${curve.label} ${valueText(valueOf(curve))}`)].join('; ')}
          />
          <CurveLegend
            title={title}
            place={inspectX === null ? null : axis.textOf(inspectX)}
            entries={curves.map((curve) => ({ key: curve.key, label: curve.label, look: curve.look, isHidden: hidden.has(curve.key), value: valueText(valueOf(curve)) }))}
            onToggle={(key) => setHidden((now) => toggled(now, key))}
            onPointAt={setPointedAt}
          />
        </>
      )}
    </ChartFrame>
  );
}

function useDrawn(curves: readonly CurveData[], { scheme, smoothing, span }: { scheme: 'light' | 'dark'; smoothing: number; span: number }): readonly DrawnCurve[] {
  return useMemo(
    () => curves.map(({ key, look, x, mean, low, high }) => ({ key, x, mean, low, high, smooth: smoothed(x, mean, { weight: smoothing, span }), color: curveLook(look)[scheme], dash: curveLook(look).dash, isFaint: false })),
    [curves, scheme, smoothing, span],
  );
}

interface SceneOptions {
  readonly drawn: readonly DrawnCurve[];
  readonly hidden: ReadonlySet<string>;
  readonly pointedAt: string | null;
  readonly scheme: 'light' | 'dark';
  readonly settings: CurveSettings;
  readonly span: Span;
  readonly axis: CurveChartProps['axis'];
  readonly inspectX: number | null;
}

function sceneOf({ drawn, hidden, pointedAt, scheme, settings, span, axis, inspectX }: SceneOptions, size: { widthPx: number; heightPx: number }): CurveScene {
  const colors = palettes[scheme];
  const horizontal: ScaleOptions = { isLog: settings.isLogX, wantedTicks: Math.max(2, Math.floor(size.widthPx / 90)), unit: axis.unit };
  const shown = drawn.filter(({ key }) => !hidden.has(key)).map((curve) => (pointedAt === null || pointedAt === curve.key ? curve : { ...curve, isFaint: true }));
  const x = curveScale(logSpan(span, settings.isLogX, shown), horizontal);
  return { ...size, curves: shown, x, y: verticalScale(shown, x, settings.isLogY), xLabel: axis.label, inspectX, colors: { ink: colors.ink, muted: colors.inkMuted, grid: colors.hairline, axis: colors.hairlineStrong } };
}

/** A logarithmic axis begins at the first place above zero. */
function logSpan(span: Span, isLog: boolean, curves: readonly DrawnCurve[]): Span {
  if (!isLog || span.from > 0) return span;
  const first = Math.min(...curves.map(({ x }) => x.find((value) => value > 0) ?? Infinity));
  return Number.isFinite(first) && first < span.to ? { from: first, to: span.to } : span;
}

/** Always in the light scheme, as every exported chart; its legend stands below. */
function pictureOf(options: SceneOptions, curves: readonly CurveData[]): SVGSVGElement {
  const legendRows = curves.filter(({ key }) => !options.hidden.has(key));
  const plot = { widthPx: 760, heightPx: 320 };
  const { surface, element } = svgSurface({ widthPx: plot.widthPx, heightPx: plot.heightPx + 20 * legendRows.length });
  const drawn = options.drawn.map((curve) => ({ ...curve, color: curveLook(curves.find(({ key }) => key === curve.key)?.look ?? 0).light }));
  const scene = sceneOf({ ...options, drawn, pointedAt: null, scheme: 'light', inspectX: null }, plot);
  drawScene(surface, scene);
  legendRows.forEach(({ label, look }, index) => {
    const y = plot.heightPx + 20 * index + 10;
    surface.line({ xs: Float64Array.of(52, 84), ys: Float64Array.of(y - 4, y - 4), count: 2 }, { color: curveLook(look).light, widthPx: 2, dash: curveLook(look).dash });
    surface.text(label, { x: 94, y }, { color: scene.colors.ink, sizePx: 12.5, anchor: 'start' });
  });
  return element;
}

function ZoomTools({ title, isWhole, onZoom, onReset }: { title: string; isWhole: boolean; onZoom: (factor: number) => void; onReset: () => void }) {
  return (
    <>
      {!isWhole && (
        <>
          <Tooltip title="Zoom out (−)">
            <IconButton aria-label={`Zoom out of ${title}`} onClick={() => onZoom(2)}>
              <ZoomOut size={16} aria-hidden />
            </IconButton>
          </Tooltip>
          <Tooltip title="Show the whole (0)">
            <IconButton aria-label={`Show the whole of ${title}`} onClick={onReset}>
              <Maximize2 size={15} aria-hidden />
            </IconButton>
          </Tooltip>
        </>
      )}
      <Tooltip title="Zoom in (+), or drag over a part">
        <IconButton aria-label={`Zoom into ${title}`} onClick={() => onZoom(0.5)}>
          <ZoomIn size={16} aria-hidden />
        </IconButton>
      </Tooltip>
    </>
  );
}

function shownValue({ x, mean }: CurveData, { inspectX, exact }: { inspectX: number | null; exact: number | null | undefined }): number | null {
  if (inspectX !== null && exact !== undefined) return exact;
  return mean[inspectX === null ? x.length - 1 : nearestIndex(x, inspectX)] ?? null;
}

function valueText(value: number | null): string {
  return value === null ? '–' : numberText(Number(value.toPrecision(5)));
}

function toggled(keys: ReadonlySet<string>, key: string): ReadonlySet<string> {
  const next = new Set(keys);
  if (!next.delete(key)) next.add(key);
  return next;
}

function summaryTable(curves: readonly CurveData[], textOf: (x: number) => string): ChartTable {
  const placed = (value: number, x: number | undefined): string => (Number.isFinite(value) && x !== undefined ? `${numberText(value)} at ${textOf(x)}` : '');
  return {
    header: ['Curve', 'First', 'Last', 'Lowest', 'Highest'],
    rows: curves.map(({ label, x, mean, low, high }): CsvCell[] => {
      const lowest = low.reduce((least, value) => Math.min(least, value), Infinity);
      const highest = high.reduce((most, value) => Math.max(most, value), -Infinity);
      return [label, mean[0] ?? null, mean.at(-1) ?? null, placed(lowest, x[low.indexOf(lowest)]), placed(highest, x[high.indexOf(highest)])];
    }),
  };
}

function bucketTable(curves: readonly CurveData[]): ChartTable {
  return { header: ['curve', 'x', 'mean', 'low', 'high'], rows: curves.flatMap(({ label, x, mean, low, high }) => x.map((place, index): CsvCell[] => [label, place, mean[index] ?? null, low[index] ?? null, high[index] ?? null])) };
}
