/** @file What can be done with the item as a whole, each with its key; above it what was asked for in vain. */
import { Box, Button, IconButton, Typography } from '@mui/material';
import { ArrowLeft, ArrowRight, CheckCheck, EyeOff, Flag, Keyboard, List, type LucideIcon, Pause, Redo2, SkipForward, Undo2 } from 'lucide-react';
import type { CampaignMode } from '#shared/domain/review/decisions';
import { KeyHint } from '../../components/keyboard/KeyHint';
import { keysFor, type OwnKeys } from './review-keys';
import type { SessionView } from './session-view';

export interface DeskBarProps {
  view: SessionView;
  own: OwnKeys;
  mode: CampaignMode;
  run: Readonly<Record<string, () => void>>;
  isPaused: boolean;
  onKeys: () => void;
}

export function DeskBar({ view, own, mode, run, isPaused, onKeys }: DeskBarProps) {
  const isHeldUp = isPaused || view.failure !== null;
  const hasItem = view.item !== null && !isHeldUp;
  const isFlagged = view.item?.note.isFlagged === true;
  const tool = ({ id, word, icon, isOff = !hasItem }: { id: string; word: string; icon: LucideIcon; isOff?: boolean }) => <Tool key={id} word={word} icon={icon} keys={keysFor(id, own)[0]} isOff={isOff} onPress={() => run[id]?.()} />;
  return (
    <Box component="footer" sx={{ position: 'relative', display: 'flex', alignItems: 'center', gap: 0.25, pb: 1, '& .MuiButton-root': { px: 0.75 } }}>
      {view.hint !== null && (
        <Typography variant="body2" sx={{ position: 'absolute', right: 0, bottom: '100%', mb: 1.5, mr: 1, px: 1.5, py: 0.5, borderRadius: 1, border: 1, borderColor: 'hairlineStrong', backgroundColor: 'wash.warning' }}>
          {view.hint}
        </Typography>
      )}
      <Step label="Item before" icon={ArrowLeft} isOff={isHeldUp} onPress={run['previousItem']} />
      <Step label="Next item of the queue" icon={ArrowRight} isOff={!hasItem} onPress={run['nextItem']} />
      {tool({ id: 'undo', word: 'Undo', icon: Undo2, isOff: isHeldUp || !view.desk.canUndo })}
      <Step label="Redo" icon={Redo2} isOff={isHeldUp || !view.desk.canRedo} onPress={run['redo']} />
      {tool({ id: 'skip', word: 'Skip', icon: SkipForward })}
      {tool({ id: 'flag', word: isFlagged ? 'Flagged' : 'Flag', icon: Flag })}
      {mode === 'validate' && tool({ id: 'finish', word: 'Rest is right', icon: CheckCheck })}
      <Box sx={{ flex: 1 }} />
      {tool({ id: 'queue', word: 'List', icon: List, isOff: isPaused })}
      {tool({ id: 'blur', word: 'Blur', icon: EyeOff })}
      {tool({ id: 'pause', word: 'Pause', icon: Pause, isOff: isPaused })}
      <Tool word="Keys" icon={Keyboard} keys={undefined} isOff={isPaused} onPress={onKeys} />
    </Box>
  );
}

function Step({ label, icon: Icon, isOff, onPress }: { label: string; icon: LucideIcon; isOff: boolean; onPress: (() => void) | undefined }) {
  return (
    <IconButton aria-label={label} disabled={isOff} onClick={onPress}>
      <Icon size={16} aria-hidden />
    </IconButton>
  );
}

function Tool({ word, icon: Icon, keys, isOff, onPress }: { word: string; icon: LucideIcon; keys: string | undefined; isOff: boolean; onPress: () => void }) {
  return (
    <Button disabled={isOff} onClick={onPress} startIcon={<Icon size={14} aria-hidden />} endIcon={keys !== undefined && <KeyHint keys={keys} />} sx={{ color: 'text.primary', fontWeight: 450 }}>
      {word}
    </Button>
  );
}
