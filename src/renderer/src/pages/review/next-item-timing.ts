/** @file Time from the key that decides to the next item on screen, left as a `performance.measure` for benchmarks to read. Changes nothing that is shown. */
import { useEffect, useRef } from 'react';

export const nextItemMeasure = 'solace.review.next-item';

let pressedAtMs: number | null = null;

export function markKeyPress(): void {
  pressedAtMs = performance.now();
}

export function useNextItemTiming(position: number | null): void {
  const last = useRef<number | null>(null);
  useEffect(() => {
    const startMs = pressedAtMs;
    const isNext = last.current !== null && position !== null && position !== last.current;
    last.current = position;
    pressedAtMs = null;
    if (!isNext || startMs === null) return;
    // The message comes after the frame has been painted.
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.addEventListener('message', () => {
        performance.measure(nextItemMeasure, { start: startMs, end: performance.now() });
        port1.close();
      });
      port1.start();
      port2.postMessage(null);
    });
  }, [position]);
}
