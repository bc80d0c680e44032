/** @file Lets files be dropped anywhere on what it wraps, and says so while they hover. Knows nothing of what becomes of them. */
import { type DragEvent, type ReactNode, useRef, useState } from 'react';
import { Box, Typography } from '@mui/material';
import { Upload } from 'lucide-react';

export function FileDrop({ invitation, onDrop, children }: { invitation: string; onDrop: (files: File[]) => void; children: ReactNode }) {
  const [isOver, setIsOver] = useState(false);
  /** Entering a child fires before leaving its parent: only the balance tells whether the pointer is still inside. */
  const depth = useRef(0);
  const move = (event: DragEvent, step: number) => {
    if (!event.dataTransfer.types.includes('Files')) return;
    event.preventDefault();
    depth.current += step;
    setIsOver(depth.current > 0);
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    depth.current = 0;
    setIsOver(false);
    const files = [...event.dataTransfer.files];
    if (files.length > 0) onDrop(files);
  };
  return (
    <Box onDragEnter={(event) => move(event, 1)} onDragLeave={(event) => move(event, -1)} onDragOver={(event) => event.preventDefault()} onDrop={drop} sx={{ position: 'relative', height: '100%' }}>
      {children}
      {isOver && (
        <Box sx={{ position: 'absolute', inset: 12, zIndex: 2, display: 'grid', placeContent: 'center', justifyItems: 'center', gap: 1, pointerEvents: 'none', border: '2px dashed', borderColor: 'primary.main', borderRadius: 2, backgroundColor: 'color-mix(in srgb, var(--solace-palette-wash-accent) 92%, transparent)' }}>
          <Upload size={28} aria-hidden />
          <Typography variant="h2" component="p">
            {invitation}
          </Typography>
        </Box>
      )}
    </Box>
  );
}
