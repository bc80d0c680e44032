/** @file What is wrong with one field, beside it, brought into sight when it appears (give it its message as key). */
import { useEffect, useRef } from 'react';
import { Box } from '@mui/material';
import { CircleAlert } from 'lucide-react';

export function FieldProblem({ message }: { message: string }) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    box.current?.scrollIntoView({ block: 'nearest' });
  }, []);
  return (
    <Box ref={box} role="alert" sx={{ display: 'flex', alignItems: 'flex-start', gap: 0.75, mt: 1, color: 'error.main', fontSize: '0.875rem', lineHeight: 1.45, overflowWrap: 'anywhere' }}>
      <Box component="span" sx={{ display: 'inline-flex', mt: '2px', flexShrink: 0 }}>
        <CircleAlert size={15} aria-hidden />
      </Box>
      <span>{message}</span>
    </Box>
  );
}
