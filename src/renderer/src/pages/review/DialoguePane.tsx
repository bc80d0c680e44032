/**
 * @file The dialogue around an item: the turn in focus large and in the middle, a few turns before it, the rest folded. What a field judges is
 * marked: the turn itself, or the reply before it.
 */
import { memo, type ReactNode, type RefObject, useLayoutEffect, useRef, useState } from 'react';
import { Box, Button, Typography, useMediaQuery } from '@mui/material';
import { ChevronsUpDown } from 'lucide-react';
import type { ShownContext, ShownTurn } from '#shared/contracts/review';
import { displayText } from '#shared/domain/dialogue';
import { countOf, sentenceCase } from '../../components/format';
import { KeyHint } from '../../components/keyboard/KeyHint';
import { StrategyChip } from '../../components/StrategyChip';
import { TurnFrame } from '../../components/transcript/TurnFrame';

export interface DialoguePaneProps {
  context: ShownContext;
  /** What the field in focus judges. */
  judges: 'turn' | 'previous-reply';
  isUnfolded: boolean;
  onUnfold: () => void;
  unfoldKey: string | undefined;
  isBlurred: boolean;
  /** The turn in focus alone is shown plainly. */
  isFocusShown: boolean;
  /** Turns before those that came with the item, once they were asked for. */
  earlier: readonly ShownTurn[];
  scroller: RefObject<HTMLDivElement | null>;
}

export const DialoguePane = memo(function DialoguePane({ context, judges, isUnfolded, onUnfold, unfoldKey, isBlurred, isFocusShown, earlier, scroller }: DialoguePaneProps) {
  const focus = useRef<HTMLDivElement>(null);
  const turnsInSight = useTurnsInSight();
  const before = [...earlier, ...context.turns.filter(({ position }) => position < context.focus)];
  const shown = isUnfolded ? before : before.slice(-turnsInSight);
  const foldedCount = context.focus - shown.length;
  const inFocus = context.turns.find(({ position }) => position === context.focus);
  const after = context.turns.filter(({ position }) => position > context.focus);
  const judged = judges === 'previous-reply' ? before.findLast(({ speaker }) => speaker === 'supporter')?.position : context.focus;
  const centred = useRef<{ context: ShownContext; isUnfolded: boolean; judged: number | undefined } | null>(null);
  useLayoutEffect(() => {
    if (centred.current?.context === context && centred.current.isUnfolded === isUnfolded && centred.current.judged === judged) return;
    centred.current = { context, isUnfolded, judged };
    centre(scroller.current, focus.current);
  }, [scroller, context, isUnfolded, judged]);
  return (
    <Box component="section" aria-label="Dialogue" ref={scroller} tabIndex={0} sx={{ height: '100%', overflowY: 'auto', position: 'relative', containerType: 'size', border: 1, borderColor: 'divider', borderRadius: 1, backgroundColor: 'background.paper', '&:focus-visible': { outlineOffset: -2 } }}>
      <About context={context} isBlurred={isBlurred} />
      <Box sx={{ px: 2.5 }}>
        <Box sx={{ minHeight: '42cqh', pt: 2, display: 'flex', flexDirection: 'column', justifyContent: 'flex-end', alignItems: 'flex-start' }}>
          {foldedCount > 0 && (
            <Button onClick={onUnfold} startIcon={<ChevronsUpDown size={14} aria-hidden />} endIcon={unfoldKey !== undefined && <KeyHint keys={unfoldKey} />} sx={{ ml: 5, mb: 1 }}>
              {countOf(foldedCount, 'earlier turn')}
            </Button>
          )}
          <TurnList label="Before" turns={shown} judged={judged} isBlurred={isBlurred} />
        </Box>
        {inFocus !== undefined && (
          <Box ref={focus} aria-current="true" sx={{ ...lineLook, my: 1.5, py: 1.5, borderColor: 'primary.main', backgroundColor: 'wash.accent' }}>
            <TurnFrame number={inFocus.position + 1} speaker={inFocus.speaker} isContinued={false}>
              <Box component="p" className="dialogue-text" sx={{ m: 0, fontSize: '1.25rem', lineHeight: 1.5, ...(isBlurred && !isFocusShown && blurred) }}>
                {displayText(inFocus.text)}
              </Box>
            </TurnFrame>
          </Box>
        )}
        <Box sx={{ minHeight: '42cqh', pb: 2 }}>
          <TurnList label="After" turns={after} judged={undefined} isBlurred={isBlurred} />
          {(after.at(-1)?.position ?? context.focus) === context.turnCount - 1 && <EndMark />}
        </Box>
      </Box>
    </Box>
  );
});

/** Brings the turn in focus to the middle, so that it is where the eye already is. */
function centre(scroller: HTMLElement | null, line: HTMLElement | null): void {
  if (scroller === null || line === null) return;
  scroller.scrollTop = line.offsetTop - Math.max(48, (scroller.clientHeight - line.offsetHeight) / 2);
}

function About({ context: { emotionType, problemType, situation }, isBlurred }: { context: ShownContext; isBlurred: boolean }) {
  const [isWhole, setIsWhole] = useState(false);
  const kinds = [emotionType, problemType].flatMap((kind) => (kind === null ? [] : [sentenceCase(displayText(kind))])).join(' · ');
  if (kinds === '' && situation === null) return null;
  return (
    <Box sx={{ position: 'sticky', top: 0, zIndex: 1, px: 2.5, py: 1, borderBottom: 1, borderColor: 'divider', backgroundColor: 'background.paper', display: 'flex', gap: 1.5, alignItems: 'baseline' }}>
      {kinds !== '' && (
        <Typography variant="body2" component="span" sx={{ fontWeight: 550, flexShrink: 0 }}>
          {kinds}
        </Typography>
      )}
      {situation !== null && (
        <Typography variant="body2" component="div" onClick={() => setIsWhole(!isWhole)} sx={{ color: 'text.secondary', minWidth: 0, flex: 1, cursor: 'pointer', ...(!isWhole && { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' }), ...(isBlurred && blurred) }} title={isWhole ? undefined : 'Show the whole situation'}>
          {displayText(situation)}
        </Typography>
      )}
    </Box>
  );
}

/** As many turns before the one in focus as a window of this height has room for. */
function useTurnsInSight(): number {
  const isTall = useMediaQuery('(min-height: 960px)', { noSsr: true });
  return isTall ? 8 : 5;
}

function TurnList({ label, turns, judged, isBlurred }: { label: string; turns: readonly ShownTurn[]; judged: number | undefined; isBlurred: boolean }) {
  return (
    <Box component="ol" aria-label={label} sx={{ m: 0, p: 0, width: '100%', listStyle: 'none', display: 'grid', gap: 1.25 }}>
      {turns.map((turn, index) => (
        <TurnLine key={turn.position} turn={turn} isContinued={turns[index - 1]?.speaker === turn.speaker} isJudged={turn.position === judged} isBlurred={isBlurred} />
      ))}
    </Box>
  );
}

function TurnLine({ turn, isContinued, isJudged, isBlurred }: { turn: ShownTurn; isContinued: boolean; isJudged: boolean; isBlurred: boolean }) {
  return (
    <Box component="li" sx={{ ...lineLook, ...(isJudged && judgedLook) }}>
      <TurnFrame number={turn.position + 1} speaker={turn.speaker} isContinued={isContinued} margin={turn.strategy === undefined ? undefined : <StrategyChip label={turn.strategy} size="short" />}>
        {isJudged && <JudgedMark>This reply is judged</JudgedMark>}
        <Box component="p" className="dialogue-text" sx={{ m: 0, color: isJudged ? 'text.primary' : 'text.secondary', ...(isBlurred && blurred) }}>
          {displayText(turn.text)}
        </Box>
      </TurnFrame>
    </Box>
  );
}

function JudgedMark({ children }: { children: ReactNode }) {
  return (
    <Typography variant="caption" component="p" sx={{ m: 0, fontWeight: 550, color: 'primary.main' }}>
      {children}
    </Typography>
  );
}

function EndMark() {
  return (
    <Typography variant="caption" component="p" sx={{ m: 0, mt: 1.5, ml: 6, color: 'text.secondary' }}>
      End of the dialogue
    </Typography>
  );
}

const lineLook = { borderRadius: 1, borderLeft: 4, borderColor: 'transparent', mx: -1.25, px: 1.25, py: 0.25 } as const;
const judgedLook = { borderColor: 'primary.main', borderLeftStyle: 'dashed', py: 0.75 } as const;

/** Sharp under the pointer; the turn in focus also by key. */
const blurred = { filter: 'blur(6px)', userSelect: 'none', '&:hover': { filter: 'none', userSelect: 'auto' } } as const;
