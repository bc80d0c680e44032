/** @file Who said what, side by side: people, models, the proposal. Names go away on demand, so that only the reasons count. */
import type { ReactNode } from 'react';
import { Box, Button, Tooltip, Typography } from '@mui/material';
import { Bot, EyeOff, Flag, Tag, Timer, Undo2, UserRound } from 'lucide-react';
import type { Candidate } from '#shared/contracts/adjudication';
import type { LabelField } from '#shared/domain/label-schema';
import { tooFastMs } from '#shared/domain/review/decisions';
import { formatDecimal } from '../../components/format';
import { KeyHint } from '../../components/keyboard/KeyHint';
import { PersonMark } from '../../components/PersonMark';
import { decisionWord, valueWord } from '../review/review-words';

export interface CandidateCardsProps {
  field: LabelField;
  candidates: readonly Candidate[];
  isAnonymous: boolean;
  onAnonymous: (isAnonymous: boolean) => void;
}

export function CandidateCards({ field, candidates, isAnonymous, onAnonymous }: CandidateCardsProps) {
  return (
    <Box component="section" aria-label="Candidates">
      <Box component="ul" sx={{ m: 0, p: 0, listStyle: 'none', display: 'grid', gap: 1, alignItems: 'start', gridTemplateColumns: 'repeat(auto-fill, minmax(132px, 1fr))' }}>
        {candidates.map((candidate) => (
          <Card key={`${candidate.kind} ${candidate.name}`} field={field} candidate={candidate} />
        ))}
      </Box>
      <Button aria-pressed={isAnonymous} startIcon={<EyeOff size={14} aria-hidden />} endIcon={<KeyHint keys="h" />} onClick={() => onAnonymous(!isAnonymous)} sx={{ mt: 0.5, ml: -1 }}>
        {isAnonymous ? 'Show names' : 'Hide names'}
      </Button>
    </Box>
  );
}

function Card({ field, candidate }: { field: LabelField; candidate: Candidate }) {
  const { kind, name, value, verdict, rationale, note, repeated, activeMs, inRework } = candidate;
  return (
    <Box component="li" sx={{ border: 1, borderColor: 'divider', borderRadius: 1, px: 1.25, py: 1, minWidth: 0, ...(kind !== 'person' && { backgroundColor: 'sunken' }) }}>
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 0.75, color: 'text.secondary', fontSize: '0.8125rem', minWidth: 0 }}>
        <Mark candidate={candidate} />
        <Box component="span" sx={{ overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' }}>
          {kind === 'proposal' ? 'Proposal' : name}
        </Box>
      </Box>
      <Typography variant="body2" sx={{ fontWeight: 600, mt: 0.25 }}>
        {value === null ? (verdict === null ? 'no answer yet' : decisionWord(field, { verdict, value })) : valueWord(field, value)}
      </Typography>
      {(verdict === 'correct' || verdict === 'incorrect') && value !== null && <Line>{verdict === 'correct' ? 'found the proposal right' : 'found it wrong'}</Line>}
      {rationale !== null && <Line>{rationale}</Line>}
      {repeated !== null && <Line>{repeated.value === value ? 'the same when asked again' : `asked again: ${decisionWord(field, repeated)}`}</Line>}
      {note !== null && (
        <Line>
          {note.isFlagged && <Flag size={12} aria-label="flagged" />} {note.comment}
        </Line>
      )}
      <Box sx={{ display: 'flex', flexWrap: 'wrap', columnGap: 1, color: 'text.secondary', fontSize: '0.75rem' }}>
        {activeMs !== null && (
          <Tooltip title={activeMs < tooFastMs ? 'Under two seconds on the item: hardly read.' : 'On the whole item, without pauses.'} describeChild>
            <Box component="span" sx={{ display: 'inline-flex', alignItems: 'center', gap: 0.5, ...(activeMs < tooFastMs && { color: 'warning.main', fontWeight: 550 }) }}>
              <Timer size={12} aria-hidden /> {formatDecimal(activeMs / 1000)} s{activeMs < tooFastMs && ', very fast'}
            </Box>
          </Tooltip>
        )}
        {inRework && (
          <Box component="span" sx={{ display: 'inline-flex', alignItems: 'center', gap: 0.5 }}>
            <Undo2 size={12} aria-hidden /> sent back
          </Box>
        )}
      </Box>
    </Box>
  );
}

function Mark({ candidate: { kind, name, person } }: { candidate: Candidate }) {
  if (person !== undefined) return <PersonMark name={name} colour={person.colour} sizePx={18} />;
  const Icon = kind === 'person' ? UserRound : kind === 'model' ? Bot : Tag;
  return <Icon size={14} aria-hidden />;
}

function Line({ children }: { children: ReactNode }) {
  return (
    <Typography variant="caption" component="p" sx={{ m: 0, color: 'text.secondary', overflowWrap: 'anywhere' }}>
      {children}
    </Typography>
  );
}
