/** @file How curves are shown, in the address: axis, smoothing, logarithmic scales. */
import { useMemo } from 'react';
import { useSearchParams } from 'react-router';
import { CurveAxis } from '#shared/contracts/run-results';
import type { CurveSettings } from '../../../components/charts/curves/CurveChart';

export interface CurveChoice extends CurveSettings {
  readonly axis: CurveAxis;
}

const usual: CurveChoice = { axis: 'step', smoothing: 0, isLogX: false, isLogY: false };

export function useCurveSettings(): [CurveChoice, (change: Partial<CurveChoice>) => void] {
  const [params, setParams] = useSearchParams();
  const choice = useMemo(() => readChoice(params), [params]);
  const change = (next: Partial<CurveChoice>) => setParams((now) => writeChoice(now, { ...readChoice(now), ...next }), { replace: true });
  return [choice, change];
}

/** `axis` · `smooth` 0..0.99 · `log` with `x`, `y` or both. */
function readChoice(params: URLSearchParams): CurveChoice {
  const smoothing = Number(params.get('smooth') ?? usual.smoothing);
  const log = params.get('log') ?? '';
  return {
    axis: CurveAxis.safeParse(params.get('axis')).data ?? usual.axis,
    smoothing: smoothing >= 0 && smoothing < 1 ? smoothing : usual.smoothing,
    isLogX: log.includes('x'),
    isLogY: log.includes('y'),
  };
}

function writeChoice(params: URLSearchParams, { axis, smoothing, isLogX, isLogY }: CurveChoice): URLSearchParams {
  const next = new URLSearchParams(params);
  const put = (key: string, value: string | null) => (value === null ? next.delete(key) : next.set(key, value));
  put('axis', axis === usual.axis ? null : axis);
  put('smooth', smoothing === usual.smoothing ? null : String(smoothing));
  put('log', isLogX || isLogY ? `${isLogX ? 'x' : ''}${isLogY ? 'y' : ''}` : null);
  return next;
}
