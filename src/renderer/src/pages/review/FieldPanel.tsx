/** @file The fields of an item, one of them open with its rubric and values. Clicking does what the keys do. */
import { memo, useEffect, useRef } from 'react';
import { Box, ButtonBase, Typography } from '@mui/material';
import { Check, Circle, CircleDot, type LucideIcon, Minus, X } from 'lucide-react';
import type { CurrentDecision, ReviewCampaign, ReviewItem } from '#shared/contracts/review';
import type { LabelField } from '#shared/domain/label-schema';
import { OpenField } from './OpenField';
import type { OwnKeys } from './review-keys';
import type { ReviewSession } from './review-session';
import { decisionWord, valueWord } from './review-words';

export interface FieldPanelProps {
  campaign: ReviewCampaign;
  item: ReviewItem;
  fieldIndex: number;
  isCorrecting: boolean;
  session: ReviewSession;
  own: OwnKeys;
}

export const FieldPanel = memo(function FieldPanel({ campaign, item, fieldIndex, isCorrecting, session, own }: FieldPanelProps) {
  const open = useRef<HTMLLIElement>(null);
  const panel = useRef<HTMLOListElement>(null);
  const place = `${item.position} ${fieldIndex}`;
  const shownPlace = useRef('');
  useEffect(() => {
    if (shownPlace.current === place) return;
    shownPlace.current = place;
    open.current?.scrollIntoView({ block: 'nearest' });
    // A button that was pressed with the mouse is gone or stands for another value now.
    if (panel.current?.contains(document.activeElement) === true) open.current?.focus({ preventScroll: true });
  }, [place]);
  return (
    <Box component="ol" ref={panel} aria-label="Fields" sx={{ m: 0, p: 0, listStyle: 'none', height: '100%', overflowY: 'auto', border: 1, borderColor: 'divider', borderRadius: 1, backgroundColor: 'background.paper' }}>
      {campaign.fields.map((field, index) => {
        const isOpen = index === fieldIndex;
        return (
          <Box component="li" key={field.id} ref={isOpen ? open : undefined} tabIndex={isOpen ? -1 : undefined} aria-current={isOpen ? 'true' : undefined} sx={{ '& + &': { borderTop: 1, borderColor: 'divider' }, '&:focus-visible': { outlineOffset: -2 }, ...(isOpen && { boxShadow: 'inset 4px 0 var(--solace-palette-primary-main)' }) }}>
            <FieldHead field={field} item={item} isOpen={isOpen} onOpen={() => session.goToField(index)} />
            {isOpen && <OpenField mode={campaign.mode} field={field} item={item} isCorrecting={isCorrecting} session={session} own={own} />}
          </Box>
        );
      })}
    </Box>
  );
});

function FieldHead({ field, item, isOpen, onOpen }: { field: LabelField; item: ReviewItem; isOpen: boolean; onOpen: () => void }) {
  const decision = item.decisions[field.id];
  const proposed = item.proposals[field.id]?.value;
  const { icon: Icon, color } = lookOf(decision);
  return (
    <ButtonBase aria-expanded={isOpen} onClick={onOpen} sx={{ width: '100%', display: 'flex', alignItems: 'center', gap: 1.25, px: 2, py: 0.75, textAlign: 'left', justifyContent: 'flex-start', '&:hover': { backgroundColor: 'sunken' }, '&:focus-visible': { outlineOffset: -2 } }}>
      <Box component="span" sx={{ display: 'inline-flex', flexShrink: 0, color }}>
        <Icon size={16} strokeWidth={2.2} aria-hidden />
      </Box>
      <Typography component="span" variant="body2" sx={{ flex: 1, fontWeight: isOpen ? 620 : 500 }}>
        {field.title}
      </Typography>
      <Typography component="span" variant="caption" sx={{ color: decision === undefined ? 'text.secondary' : 'text.primary', textAlign: 'right' }}>
        {decision === undefined ? (proposed === undefined ? 'to decide' : `${valueWord(field, proposed)}?`) : decisionWord(field, decision)}
      </Typography>
    </ButtonBase>
  );
}

function lookOf(decision: CurrentDecision | undefined): { icon: LucideIcon; color: string } {
  switch (decision?.verdict) {
    case 'correct':
      return { icon: Check, color: 'success.main' };
    case 'incorrect':
      return { icon: X, color: 'error.main' };
    case 'labelled':
      return { icon: CircleDot, color: 'primary.main' };
    case 'skipped':
      return { icon: Minus, color: 'text.secondary' };
    default:
      return { icon: Circle, color: 'text.secondary' };
  }
}
