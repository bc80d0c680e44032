/** @file One item and one field of it: the dialogue, who said what, and the decision. */
import { useRef, useState } from 'react';
import { Box, Skeleton, Typography } from '@mui/material';
import { z } from 'zod';
import type { AdjudicationItem, Among } from '#shared/contracts/adjudication';
import type { Campaign } from '#shared/contracts/campaigns';
import type { ReviewItemId } from '#shared/domain/ids';
import { useCommand } from '../../api/use-command';
import { formatCount } from '../../components/format';
import { useShortcuts } from '../../components/keyboard/KeyboardProvider';
import { LoadState } from '../../components/LoadState';
import { useTextBlur } from '../../components/text-blur';
import { useStoredState } from '../../components/use-stored-state';
import { DialoguePane } from '../review/DialoguePane';
import { CandidateCards } from './CandidateCards';
import { DecisionPanel } from './DecisionPanel';
import { ReworkButton, ReworkNotes } from './Rework';

export interface ItemDeskProps {
  campaign: Campaign;
  itemId: ReviewItemId;
  field: string;
  among: Among;
  /** The decision is stored. */
  onDone: () => void;
}

const Anonymity = z.boolean();

export function ItemDesk({ campaign, itemId, field, among, onDone }: ItemDeskProps) {
  const [isAnonymous, setIsAnonymous] = useStoredState('solace.adjudication.anonymous', Anonymity, false);
  const item = useCommand('adjudication.item', { campaignId: campaign.id, itemId, isAnonymous, among }, { keepsPrevious: true });
  useShortcuts('Adjudicating', [{ keys: 'h', label: isAnonymous ? 'Show names' : 'Hide names', run: () => setIsAnonymous(!isAnonymous) }]);
  return (
    <LoadState query={item} what="this item" skeleton={<Skeleton variant="rounded" height={420} />}>
      {(data) => <Shown campaign={campaign} item={data} field={field} isAnonymous={isAnonymous} onAnonymous={setIsAnonymous} onDone={onDone} />}
    </LoadState>
  );
}

interface ShownProps {
  campaign: Campaign;
  item: AdjudicationItem;
  field: string;
  isAnonymous: boolean;
  onAnonymous: (isAnonymous: boolean) => void;
  onDone: () => void;
}

function Shown({ campaign, item, field: fieldId, isAnonymous, onAnonymous, onDone }: ShownProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const [isUnfolded, setIsUnfolded] = useState(false);
  const [isBlurred] = useTextBlur();
  useShortcuts('Adjudicating', [
    { keys: 'e', label: 'Show or fold what came before', run: () => setIsUnfolded(!isUnfolded) },
    { keys: 'PageDown', label: 'Scroll the dialogue down', run: () => scroller.current?.scrollBy({ top: scroller.current.clientHeight * 0.8 }) },
    { keys: 'PageUp', label: 'Scroll the dialogue up', run: () => scroller.current?.scrollBy({ top: -scroller.current.clientHeight * 0.8 }) },
  ]);
  const field = campaign.fields.find(({ id }) => id === fieldId);
  const judged = item.fields.find((one) => one.field === fieldId);
  if (field === undefined || judged === undefined) return null;
  return (
    <Box sx={{ height: '100%', containerType: 'size' }}>
      <Box sx={deskLook}>
        <DialoguePane context={item.context} judges={field.judges} isUnfolded={isUnfolded} onUnfold={() => setIsUnfolded(true)} unfoldKey="e" isBlurred={isBlurred} isFocusShown earlier={nothingEarlier} scroller={scroller} />
        <Box sx={{ minHeight: 0, overflowY: 'auto', border: 1, borderColor: 'divider', borderRadius: 1, backgroundColor: 'background.paper', px: 2, py: 1.5 }}>
          <Box sx={{ display: 'flex', alignItems: 'baseline', gap: 1.5, mb: 0.25 }}>
            <Typography variant="h2" sx={{ flex: 1 }}>
              Item {formatCount(item.number)} · {field.title}
            </Typography>
            <ReworkButton campaign={campaign} item={item} />
          </Box>
          <Typography variant="caption" component="p" sx={{ m: 0, mb: 1, color: 'text.secondary' }}>
            {field.rubric}
          </Typography>
          <ReworkNotes item={item} />
          <Box sx={sidesLook}>
            <CandidateCards field={field} candidates={judged.candidates} isAnonymous={isAnonymous} onAnonymous={onAnonymous} />
            <DecisionPanel campaign={campaign} item={item} field={field} judged={judged} onDone={onDone} />
          </Box>
        </Box>
      </Box>
    </Box>
  );
}

const nothingEarlier = [] as const;

/** Beside each other where there is room; else the dialogue above, candidates and decision below it side by side. */
const wide = '@container (min-width: 980px)';
const deskLook = { height: '100%', display: 'grid', gap: 1.5, gridTemplateColumns: 'minmax(0, 1fr)', gridTemplateRows: 'minmax(0, 2fr) minmax(0, 3fr)', [wide]: { gridTemplateColumns: 'minmax(0, 1fr) minmax(400px, 42%)', gridTemplateRows: 'minmax(0, 1fr)' } } as const;
const sidesLook = { display: 'grid', gap: 2, alignItems: 'start', gridTemplateColumns: 'minmax(0, 1fr) minmax(0, 1fr)', [wide]: { gridTemplateColumns: 'minmax(0, 1fr)' } } as const;
