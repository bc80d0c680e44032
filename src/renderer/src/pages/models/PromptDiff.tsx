/** @file What a draft changes, line by line. */
import { Box } from '@mui/material';
import { EmptyState } from '../../components/LoadState';
import { diffLines } from './diff-lines';

const looks = {
  same: { sign: ' ', background: 'transparent', word: '' },
  added: { sign: '+', background: 'wash.success', word: 'added: ' },
  removed: { sign: '-', background: 'wash.danger', word: 'removed: ' },
} as const;

export function PromptDiff({ before, after }: { before: string; after: string }) {
  if (before === after) return <EmptyState title="Nothing is changed">The draft is the version in use.</EmptyState>;
  return (
    <Box component="pre" tabIndex={0} aria-label="Changed lines" sx={{ m: 0, border: 1, borderColor: 'divider', borderRadius: 1, fontSize: '0.8125rem', lineHeight: 1.55, overflow: 'auto', maxHeight: 640 }}>
      {diffLines(before, after).map(({ kind, text }, index) => (
        // The lines are made anew with each change of the draft.
        <Box key={index} component="span" sx={{ display: 'block', px: 1, backgroundColor: looks[kind].background, whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
          {looks[kind].sign} {text}
        </Box>
      ))}
    </Box>
  );
}
