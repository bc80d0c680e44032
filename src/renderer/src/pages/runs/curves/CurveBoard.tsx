/** @file All curves of one run, or of several over each other: a chart a figure, with one row of settings for all of them. */
import { type RefObject, useEffect, useMemo, useRef, useState } from 'react';
import { Box, Slider, ToggleButton, ToggleButtonGroup, Typography } from '@mui/material';
import type { CurveAxis, MetricSummary } from '#shared/contracts/run-results';
import { useCommand } from '../../../api/use-command';
import { CurveChart } from '../../../components/charts/curves/CurveChart';
import type { Span } from '../../../components/charts/curves/curve-scale';
import { countOf } from '../../../components/format';
import { EmptyState, ErrorState, LoadingState, LoadState } from '../../../components/LoadState';
import { useSettledValue } from '../../models/use-settled-value';
import { axisWords, curveData, type CurveGroup, curveGroups, wholeSpan } from './curve-groups';
import { type CurveChoice, useCurveSettings } from './use-curve-settings';
import { type CurveRun, useCurves } from './use-curves';

export interface CurveBoardProps {
  runs: readonly CurveRun[];
  /** Curves of the machine instead of the work's own. */
  isMachine?: boolean;
  /** Names the files of exported charts. */
  fileLead: string;
  /** What stands here when there is none. */
  empty: string;
}

export function CurveBoard({ runs, isMachine = false, fileLead, empty }: CurveBoardProps) {
  const names = useCommand('runs.metricNames', { ids: runs.map(({ id }) => id) }, { keepsPrevious: true });
  return (
    <LoadState query={names} what="the curves" isEmpty={(found) => curveGroups(found, { isOneRun: runs.length === 1, isMachine }).length === 0} empty={<EmptyState title="No curve yet">{empty}</EmptyState>}>
      {(found) => <Board runs={runs} summaries={found} isMachine={isMachine} fileLead={fileLead} />}
    </LoadState>
  );
}

function Board({ runs, summaries, isMachine, fileLead }: Required<Omit<CurveBoardProps, 'empty'>> & { summaries: readonly MetricSummary[] }) {
  const [choice, change] = useCurveSettings();
  const hasEpochs = summaries.some((summary) => summary.hasEpochs);
  const shown = choice.axis === 'epoch' && !hasEpochs ? { ...choice, axis: 'step' as const } : choice;
  const groups = curveGroups(summaries, { isOneRun: runs.length === 1, isMachine });
  return (
    <>
      <CurveControls choice={shown} onChange={change} hasEpochs={hasEpochs} />
      <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: groups.length === 1 ? 'minmax(0, 1fr)' : 'repeat(auto-fill, minmax(min(100%, 300px), 1fr))' }}>
        {groups.map((group) => (
          <CurvePanel key={group.title} group={group} runs={runs} choice={shown} fileLead={fileLead} />
        ))}
      </Box>
    </>
  );
}

function CurveControls({ choice, onChange, hasEpochs }: { choice: CurveChoice; onChange: (change: Partial<CurveChoice>) => void; hasEpochs: boolean }) {
  const [smoothing, setSmoothing] = useState(choice.smoothing);
  return (
    <Box role="group" aria-label="How curves are shown" sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', columnGap: 2.5, rowGap: 1, mb: 1.5 }}>
      <ToggleButtonGroup exclusive value={choice.axis} onChange={(_, axis: CurveAxis | null) => axis !== null && onChange({ axis })} aria-label="Axis">
        <ToggleButton value="step">Step</ToggleButton>
        <ToggleButton value="epoch" disabled={!hasEpochs}>
          Epoch
        </ToggleButton>
        <ToggleButton value="time">Time</ToggleButton>
      </ToggleButtonGroup>
      <ToggleButtonGroup value={[...(choice.isLogX ? ['x'] : []), ...(choice.isLogY ? ['y'] : [])]} onChange={(_, log: string[]) => onChange({ isLogX: log.includes('x'), isLogY: log.includes('y') })} aria-label="Logarithmic scales">
        <ToggleButton value="x">Log across</ToggleButton>
        <ToggleButton value="y">Log up</ToggleButton>
      </ToggleButtonGroup>
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 1.5 }}>
        <Typography variant="caption" id="smoothing-label">
          Smoothing
        </Typography>
        <Slider size="small" aria-labelledby="smoothing-label" min={0} max={0.99} step={0.01} value={smoothing} onChange={(_, value) => setSmoothing(value)} onChangeCommitted={(_, value) => onChange({ smoothing: value })} sx={{ width: 130 }} />
        <Typography variant="caption" className="figures" sx={{ width: 30 }}>
          {smoothing === 0 ? 'off' : smoothing.toFixed(2)}
        </Typography>
      </Box>
      <Typography variant="caption" sx={{ color: 'text.secondary' }}>
        Drag zooms, Shift and drag moves; + − 0 and the arrows do the same.
      </Typography>
    </Box>
  );
}

function CurvePanel({ group, runs, choice, fileLead }: { group: CurveGroup; runs: readonly CurveRun[]; choice: CurveChoice; fileLead: string }) {
  const box = useRef<HTMLDivElement>(null);
  const widthPx = useSeenWidth(box);
  const [place, setPlace] = useState<{ axis: CurveAxis; window: Span | null; inspectX: number | null }>({ axis: choice.axis, window: null, inspectX: null });
  // Another axis has other places.
  const { window, inspectX } = place.axis === choice.axis ? place : { window: null, inspectX: null };
  const { names, title } = group;
  const isOneRun = runs.length === 1;
  const found = useCurves({ runs, names, axis: choice.axis, window, widthPx });
  const curves = useMemo(() => curveData(found.shown ?? [], { runs, names, isOneRun }), [found.shown, runs, names, isOneRun]);
  const exact = useExactValues({ runs, names, axis: choice.axis, inspectX });
  const whole = useMemo(() => wholeSpan(found.whole ?? []), [found.whole]);
  const broken = (found.whole ?? []).reduce((sum, { brokenPoints }) => sum + brokenPoints, 0);
  return (
    <Box ref={box} sx={{ minWidth: 0, minHeight: 320 }}>
      {found.error !== null && found.whole === undefined && <ErrorState what={title} message={found.error.message} onRetry={found.retry} />}
      {widthPx !== null && found.error === null && found.whole === undefined && <LoadingState what={title} />}
      {found.whole !== undefined && (
        <CurveChart
          title={title}
          {...(broken > 0 && { help: `${countOf(broken, 'value')} ${broken === 1 ? 'is' : 'are'} not a number.` })}
          curves={curves}
          settings={choice}
          whole={whole}
          window={window}
          onWindowChange={(next) => setPlace({ axis: choice.axis, inspectX, window: next })}
          axis={axisWords(choice.axis, whole)}
          inspectX={inspectX}
          onInspect={(next) => setPlace({ axis: choice.axis, window, inspectX: next })}
          exactValue={exact}
          fileLead={fileLead}
        />
      )}
    </Box>
  );
}

/** The nearest true point of every run, asked for when the person rests on a place. */
function useExactValues({ runs, names, axis, inspectX }: { runs: readonly CurveRun[]; names: readonly string[]; axis: CurveAxis; inspectX: number | null }) {
  const at = useSettledValue(inspectX, 150);
  const points = useCommand('runs.metricsAt', { ids: runs.map(({ id }) => id), names: [...names], axis, at: at ?? 0 }, { isEnabled: at !== null && at === inspectX });
  const isCurrent = at !== null && at === inspectX;
  return (key: string) => (isCurrent ? points.data?.find(({ runId, name }) => `${runId} ${name}` === key)?.value : undefined);
}

/** How wide the box is, from the moment it first comes near the window; null before. */
function useSeenWidth(box: RefObject<HTMLElement | null>): number | null {
  const [widthPx, setWidthPx] = useState<number | null>(null);
  useEffect(() => {
    const element = box.current;
    if (element === null || widthPx !== null) return undefined;
    const observer = new IntersectionObserver(
      (entries) => {
        const seen = entries.find(({ isIntersecting }) => isIntersecting);
        if (seen !== undefined) setWidthPx(seen.boundingClientRect.width);
      },
      { rootMargin: '300px' },
    );
    observer.observe(element);
    return () => observer.disconnect();
  }, [box, widthPx]);
  return widthPx;
}
