/** @file The field in focus: its question, what is proposed, its values each with the key that gives it. */
import type { ReactNode } from 'react';
import { Box, Button, ButtonBase, Typography } from '@mui/material';
import { Check, Eye, X } from 'lucide-react';
import type { ReviewItem, ShownProposal } from '#shared/contracts/review';
import type { LabelField, LabelValue } from '#shared/domain/label-schema';
import type { CampaignMode } from '#shared/domain/review/decisions';
import { KeyHint } from '../../components/keyboard/KeyHint';
import { keysFor, mostValueKeys, type OwnKeys } from './review-keys';
import type { ReviewSession } from './review-session';
import { valueWord } from './review-words';

export interface OpenFieldProps {
  mode: CampaignMode;
  field: LabelField;
  item: ReviewItem;
  isCorrecting: boolean;
  session: ReviewSession;
  own: OwnKeys;
}

export function OpenField({ mode, field, item, isCorrecting, session, own }: OpenFieldProps) {
  const proposal = item.proposals[field.id];
  const decision = item.decisions[field.id];
  return (
    <Box sx={{ px: 2, pb: 1.75 }}>
      <Typography variant="caption" component="p" sx={{ m: 0, mb: 1, color: 'text.secondary' }}>
        {field.rubric}
      </Typography>
      {mode === 'validate' && <Proposed field={field} proposal={proposal} canReveal={item.canReveal} isCorrecting={isCorrecting} session={session} own={own} />}
      <Box role="group" aria-label={`Values of ${field.title}`} sx={{ display: 'grid', gap: 0.125, mx: -1 }}>
        {field.values.map((value, index) => (
          <ValueButton key={value.value} value={value} word={valueWord(field, value.value)} hint={index < mostValueKeys ? keysFor(`value${index + 1}`, own)[0] : undefined} isGiven={decision?.value === value.value} isProposed={proposal?.value === value.value} onGive={() => session.give(value.value)} />
        ))}
      </Box>
      {proposal?.votes !== undefined && <Reasons field={field} proposal={proposal} />}
      {proposal !== undefined && item.canReveal && <RevealButton word="Votes and reasons" session={session} own={own} />}
    </Box>
  );
}

function RevealButton({ word, session, own }: Pick<OpenFieldProps, 'session' | 'own'> & { word: string }) {
  const [keys] = keysFor('reveal', own);
  return (
    <Button onClick={() => void session.reveal()} startIcon={<Eye size={14} aria-hidden />} endIcon={keys !== undefined && <KeyHint keys={keys} />} sx={{ ml: -1, mt: 0.25 }}>
      {word}
    </Button>
  );
}

interface ProposedProps extends Pick<OpenFieldProps, 'field' | 'isCorrecting' | 'session' | 'own'> {
  proposal: ShownProposal | undefined;
  canReveal: boolean;
}

function Proposed({ field, proposal, canReveal, isCorrecting, session, own }: ProposedProps) {
  if (proposal === undefined) {
    return (
      <Box sx={{ ...rowLook, justifyContent: 'space-between' }}>
        <Typography variant="body2">{canReveal ? 'The proposal is hidden. Give your own value.' : 'Nothing is proposed. Give a value.'}</Typography>
        {canReveal && <RevealButton word="Show the proposal" session={session} own={own} />}
      </Box>
    );
  }
  return (
    <Box sx={rowLook}>
      <Box sx={{ flex: '1 1 110px', minWidth: 0 }}>
        <Typography variant="caption" component="p" sx={{ m: 0, color: 'text.secondary' }}>
          {isCorrecting ? 'Wrong. Which value is right?' : 'Proposed'}
        </Typography>
        <Typography variant="body1" component="p" sx={{ m: 0, fontWeight: 620, ...(isCorrecting && { textDecoration: 'line-through', fontWeight: 450 }) }}>
          {valueWord(field, proposal.value)}
        </Typography>
      </Box>
      {!isCorrecting && <VerdictButton word="Right" icon={<Check size={15} aria-hidden />} keys={keysFor('accept', own)[0]} onPress={() => session.accept()} />}
      <VerdictButton word={isCorrecting ? 'Cannot say' : 'Wrong'} icon={<X size={15} aria-hidden />} keys={keysFor('reject', own)[0]} onPress={() => session.reject()} />
      {isCorrecting && <VerdictButton word="Back" icon={undefined} keys="Escape" onPress={() => session.takeRejectionBack()} />}
    </Box>
  );
}

function VerdictButton({ word, icon, keys, onPress }: { word: string; icon: ReactNode; keys: string | undefined; onPress: () => void }) {
  return (
    <Button variant="outlined" onClick={onPress} startIcon={icon} endIcon={keys !== undefined && <KeyHint keys={keys} />}>
      {word}
    </Button>
  );
}

interface ValueButtonProps {
  value: LabelValue;
  word: string;
  hint: string | undefined;
  isGiven: boolean;
  isProposed: boolean;
  onGive: () => void;
}

function ValueButton({ value, word, hint, isGiven, isProposed, onGive }: ValueButtonProps) {
  return (
    <ButtonBase onClick={onGive} aria-pressed={isGiven} sx={{ display: 'grid', gridTemplateColumns: '26px minmax(0, 1fr) auto', columnGap: 1, alignItems: 'start', textAlign: 'left', px: 1, py: 0.375, borderRadius: 1, border: 1, borderColor: isGiven ? 'primary.main' : 'transparent', ...(isGiven && { backgroundColor: 'wash.accent' }), '&:hover': { backgroundColor: isGiven ? 'wash.accent' : 'sunken' }, '&:focus-visible': { outlineOffset: -2 } }}>
      <Box component="span" sx={{ pt: '1px' }}>{hint !== undefined && <KeyHint keys={hint} />}</Box>
      <Typography component="span" variant="caption" sx={{ color: 'text.secondary' }}>
        <Box component="span" sx={{ color: 'text.primary', fontWeight: 600 }}>
          {word}
        </Box>{' '}
        {value.description}
      </Typography>
      <Typography component="span" variant="caption" sx={{ color: 'primary.main', fontWeight: 550, whiteSpace: 'nowrap' }}>
        {isGiven ? <Check size={15} aria-label="given" /> : isProposed ? 'proposed' : ''}
      </Typography>
    </ButtonBase>
  );
}

function Reasons({ field, proposal }: { field: LabelField; proposal: ShownProposal }) {
  const { votes = [], rationale } = proposal;
  return (
    <Box sx={{ mt: 1.25, pt: 1.25, borderTop: 1, borderColor: 'divider' }}>
      <Box component="dl" aria-label="Votes" sx={{ m: 0, display: 'grid', gridTemplateColumns: 'auto minmax(0, 1fr)', columnGap: 1.5, rowGap: 0.5, fontSize: '0.8125rem' }}>
        {votes.map((vote) => (
          <Box key={vote.annotator} sx={{ display: 'contents' }}>
            <Box component="dt" sx={{ color: 'text.secondary' }}>{vote.annotator}</Box>
            <Box component="dd" sx={{ m: 0 }}>
              {valueWord(field, vote.value)}
              {vote.rationale !== undefined && <Box component="span" sx={{ color: 'text.secondary' }}> · {vote.rationale}</Box>}
            </Box>
          </Box>
        ))}
      </Box>
      {rationale !== undefined && (
        <Typography variant="caption" component="p" sx={{ m: 0, mt: 0.75 }}>
          {rationale}
        </Typography>
      )}
      {votes.length === 0 && rationale === undefined && <Typography variant="caption" component="p" sx={{ m: 0, color: 'text.secondary' }}>No votes or reasons were kept for this value.</Typography>}
    </Box>
  );
}

const rowLook = { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 1, mb: 1, px: 1.25, py: 0.75, borderRadius: 1, backgroundColor: 'sunken' } as const;
