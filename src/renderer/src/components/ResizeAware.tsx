/** @file Tells its contents how wide they may be, and again when that changes. */
import { type ReactNode, useLayoutEffect, useRef, useState } from 'react';
import { Box } from '@mui/material';

export function ResizeAware({ children }: { children: (widthPx: number) => ReactNode }) {
  const box = useRef<HTMLDivElement>(null);
  const [widthPx, setWidthPx] = useState(0);
  useLayoutEffect(() => {
    const element = box.current;
    if (element === null) return undefined;
    // Hidden, it has no width; what is drawn then stays as it was.
    const measure = () => element.clientWidth > 0 && setWidthPx(Math.floor(element.clientWidth));
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return (
    <Box ref={box} sx={{ minWidth: 0, width: '100%' }}>
      {widthPx > 0 && children(widthPx)}
    </Box>
  );
}
