/** @file One thing of a list that opens to be edited: its name and a word on it, what is to be mended in it, and its buttons. */
import { type ReactNode, useId, useState } from 'react';
import { Box, ButtonBase, Typography } from '@mui/material';
import { ChevronDown, ChevronRight } from 'lucide-react';
import { countOf } from '../../../components/format';
import { countProblems } from '../check-draft';
import { useProblems } from './problems';

export interface FoldableProps {
  title: string;
  note: string;
  /** Where it stands in the schema. */
  path: string;
  isOpenAtFirst: boolean;
  buttons: ReactNode;
  children: ReactNode;
}

/** Opens by itself where saving was tried and something in it is wrong. */
export function Foldable({ title, note, path, isOpenAtFirst, buttons, children }: FoldableProps) {
  const id = useId();
  const { all, attempts } = useProblems();
  const wrong = countProblems(all, path);
  const [isOpen, setIsOpen] = useState(isOpenAtFirst);
  const [seenAttempts, setSeenAttempts] = useState(attempts);
  if (seenAttempts !== attempts) {
    setSeenAttempts(attempts);
    if (wrong > 0) setIsOpen(true);
  }
  const Arrow = isOpen ? ChevronDown : ChevronRight;
  return (
    <Box component="li" sx={{ border: 1, borderColor: 'divider', borderRadius: 1.5, backgroundColor: 'background.paper' }}>
      <Box sx={{ display: 'flex', alignItems: 'center', pr: 1 }}>
        <ButtonBase aria-expanded={isOpen} aria-controls={id} onClick={() => setIsOpen(!isOpen)} sx={{ flex: 1, minWidth: 0, justifyContent: 'flex-start', textAlign: 'left', gap: 1, px: 1.5, py: 1.25, borderRadius: 1.5 }}>
          <Arrow size={16} aria-hidden style={{ flexShrink: 0 }} />
          <Box component="span" sx={{ minWidth: 0 }}>
            <Typography component="span" variant="h3" sx={{ overflowWrap: 'anywhere' }}>
              {title}
            </Typography>
            <Typography component="span" variant="caption" sx={{ ml: 1, color: 'text.secondary' }}>
              {' '}
              {note}
            </Typography>
            {wrong > 0 && (
              <Typography component="span" variant="caption" sx={{ ml: 1, color: 'error.main' }}>
                {' '}
                {countOf(wrong, 'thing')} to mend
              </Typography>
            )}
          </Box>
        </ButtonBase>
        {buttons}
      </Box>
      {isOpen && (
        <Box id={id} role="group" aria-label={title} sx={{ px: 2, pb: 2, pt: 0.5 }}>
          {children}
        </Box>
      )}
    </Box>
  );
}
