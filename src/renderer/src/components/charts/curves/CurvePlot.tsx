/** @file The drawn part of a curve chart and what pointer and keys do on it. A slider to the screen reader: its value is the place that is looked at. */
import { type KeyboardEvent, type PointerEvent, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { Box } from '@mui/material';
import { fontFamily } from '../../../theme/tokens';
import { panned, type Span, zoomed } from './curve-scale';
import { type CurveScene, drawScene, plotArea } from './draw-curves';
import { firstAtLeast, nearestIndex } from './smooth';
import { canvasSurface } from './surface';

export interface CurvePlotProps {
  scene: CurveScene;
  title: string;
  whole: Span;
  onWindowChange: (window: Span | null) => void;
  onInspect: (x: number | null) => void;
  /** Where the keys stop: the places of the first curve's points. */
  places: readonly number[];
  /** What is read aloud at the inspected place. */
  words: string;
}

/** A drag shorter than this is a click. */
const shortestDragPx = 5;

export function CurvePlot({ scene, title, whole, onWindowChange, onInspect, places, words }: CurvePlotProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useDrawing(canvas, scene);
  const area = plotArea(scene);
  const shareAt = (clientX: number) => Math.max(0, Math.min(1, (clientX - (canvas.current?.getBoundingClientRect().left ?? 0) - area.left) / area.widthPx));
  const { drag, ...pointer } = useDragging({ scene, whole, onWindowChange, onInspect, shareAt });
  useWheelZoom(canvas, (clientX, factor) => onWindowChange(zoomed(scene.x, whole, { factor, around: shareAt(clientX) })));
  const onKeyDown = (event: KeyboardEvent) => {
    const act = actOf(event, { scene, whole, places, onWindowChange, onInspect });
    if (act === undefined) return;
    event.preventDefault();
    act();
  };
  return (
    <Box sx={{ position: 'relative', height: scene.heightPx }}>
      <Box
        component="canvas"
        ref={canvas}
        role="slider"
        tabIndex={0}
        aria-label={`${title}, inspect`}
        aria-valuemin={scene.x.from}
        aria-valuemax={scene.x.to}
        aria-valuenow={scene.inspectX ?? scene.x.to}
        aria-valuetext={words}
        onKeyDown={onKeyDown}
        {...pointer}
        style={{ width: scene.widthPx, height: scene.heightPx }}
        sx={{ display: 'block', touchAction: 'pan-y', cursor: 'crosshair', borderRadius: 0.5 }}
      />
      {drag !== null && <Box aria-hidden sx={{ position: 'absolute', pointerEvents: 'none', top: area.top, height: area.heightPx, border: 1, borderColor: 'primary.main', backgroundColor: 'wash.accent', opacity: 0.5 }} style={{ left: area.left + Math.min(drag.from, drag.to) * area.widthPx, width: Math.abs(drag.to - drag.from) * area.widthPx }} />}
    </Box>
  );
}

/** Draws at the screen's own resolution, once a frame at most. */
function useDrawing(canvas: React.RefObject<HTMLCanvasElement | null>, scene: CurveScene): void {
  useLayoutEffect(() => {
    const frame = requestAnimationFrame(() => {
      const element = canvas.current;
      const context = element?.getContext('2d') ?? null;
      if (element === null || context === null) return;
      const ratio = globalThis.devicePixelRatio || 1;
      const width = Math.round(scene.widthPx * ratio);
      const height = Math.round(scene.heightPx * ratio);
      if (element.width !== width) element.width = width;
      if (element.height !== height) element.height = height;
      context.setTransform(ratio, 0, 0, ratio, 0, 0);
      context.clearRect(0, 0, scene.widthPx, scene.heightPx);
      drawScene(canvasSurface(context, fontFamily), scene);
    });
    return () => cancelAnimationFrame(frame);
  }, [canvas, scene]);
}

interface DragOptions {
  scene: CurveScene;
  whole: Span;
  onWindowChange: CurvePlotProps['onWindowChange'];
  onInspect: CurvePlotProps['onInspect'];
  shareAt: (clientX: number) => number;
}

/** A drag chooses a window; with Shift, or the middle button, it moves the window; a double click shows the whole. */
function useDragging({ scene, whole, onWindowChange, onInspect, shareAt }: DragOptions) {
  const [drag, setDrag] = useState<{ from: number; to: number } | null>(null);
  const pan = useRef<{ share: number; scene: CurveScene } | null>(null);
  return {
    drag,
    onPointerDown(event: PointerEvent<HTMLCanvasElement>) {
      if (event.button > 1) return;
      event.currentTarget.setPointerCapture(event.pointerId);
      const share = shareAt(event.clientX);
      if (event.shiftKey || event.button === 1) pan.current = { share, scene };
      else setDrag({ from: share, to: share });
    },
    onPointerMove(event: PointerEvent<HTMLCanvasElement>) {
      const share = shareAt(event.clientX);
      if (pan.current !== null) onWindowChange(panned(pan.current.scene.x, whole, pan.current.share - share));
      else if (drag !== null) setDrag({ ...drag, to: share });
      else onInspect(scene.x.valueAt(share));
    },
    onPointerUp() {
      if (drag !== null && Math.abs(drag.to - drag.from) * plotArea(scene).widthPx >= shortestDragPx) {
        onWindowChange({ from: scene.x.valueAt(Math.min(drag.from, drag.to)), to: scene.x.valueAt(Math.max(drag.from, drag.to)) });
      }
      pan.current = null;
      setDrag(null);
    },
    onPointerLeave() {
      if (drag === null && pan.current === null) onInspect(null);
    },
    onPointerCancel() {
      pan.current = null;
      setDrag(null);
    },
    onDoubleClick: () => onWindowChange(null),
  };
}

/** Only with Ctrl (a pinch says so too): the page scrolls without. Listens by hand, since React's wheel cannot be held back. */
function useWheelZoom(canvas: React.RefObject<HTMLCanvasElement | null>, zoom: (clientX: number, factor: number) => void): void {
  const latest = useRef(zoom);
  useEffect(() => {
    latest.current = zoom;
  });
  useEffect(() => {
    const element = canvas.current;
    const onWheel = (event: WheelEvent) => {
      if (!event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      latest.current(event.clientX, Math.exp(Math.max(-0.5, Math.min(0.5, event.deltaY / 200))));
    };
    element?.addEventListener('wheel', onWheel, { passive: false });
    return () => element?.removeEventListener('wheel', onWheel);
  }, [canvas]);
}

type KeyOptions = Pick<CurvePlotProps, 'scene' | 'whole' | 'places' | 'onWindowChange' | 'onInspect'>;

function actOf(event: KeyboardEvent, { scene, whole, places, onWindowChange, onInspect }: KeyOptions): (() => void) | undefined {
  if (event.ctrlKey || event.metaKey || event.altKey) return undefined;
  const centre = scene.inspectX === null ? 0.5 : Math.max(0, Math.min(1, scene.x.shareOf(scene.inspectX)));
  const inspect = (step: number) => () => onInspect(stepped(scene, places, step));
  const acts: Readonly<Record<string, () => void>> = {
    ArrowLeft: event.shiftKey ? () => onWindowChange(panned(scene.x, whole, -0.2)) : inspect(-1),
    ArrowRight: event.shiftKey ? () => onWindowChange(panned(scene.x, whole, 0.2)) : inspect(1),
    PageDown: inspect(-10),
    PageUp: inspect(10),
    Home: () => onInspect(scene.x.from),
    End: () => onInspect(scene.x.to),
    '+': () => onWindowChange(zoomed(scene.x, whole, { factor: 0.5, around: centre })),
    '=': () => onWindowChange(zoomed(scene.x, whole, { factor: 0.5, around: centre })),
    '-': () => onWindowChange(zoomed(scene.x, whole, { factor: 2, around: centre })),
    '0': () => onWindowChange(null),
    ...(scene.inspectX !== null && { Escape: () => onInspect(null) }),
  };
  return acts[event.key];
}

/** The next point of the first curve in sight, counted from where the person looks. */
function stepped(scene: CurveScene, places: readonly number[], step: number): number {
  const first = firstAtLeast(places, scene.x.from);
  const last = Math.min(places.length, firstAtLeast(places, scene.x.to) + 1) - 1;
  if (last < first) return scene.x.valueAt(0.5);
  const now = scene.inspectX === null ? (step > 0 ? first - 1 : last + 1) : nearestIndex(places, scene.inspectX);
  return places[Math.max(first, Math.min(last, now + step))] ?? scene.x.to;
}
