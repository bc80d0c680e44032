/** @file One turn: what was said, what the planner would do, how much each aspect of the state weighed, and the training examples that are nearest. */
import { type ReactNode, useState } from 'react';
import { Alert, Box, Button, Link, Skeleton, Typography } from '@mui/material';
import { ArrowLeft, ArrowRight, List, RotateCcw } from 'lucide-react';
import { Link as RouterLink } from 'react-router';
import type { PlannerPrediction, StateChange } from '#shared/contracts/planner';
import type { Turn } from '#shared/domain/dialogue';
import { displayText } from '#shared/domain/dialogue';
import type { DialogueId, RunId } from '#shared/domain/ids';
import { useCommand } from '../../api/use-command';
import { paths } from '../../app/paths';
import { ValueBars } from '../../components/charts/ValueBars';
import { formatShare } from '../../components/format';
import { LoadState } from '../../components/LoadState';
import { PageSection } from '../../components/PageContainer';
import { SpeakerLabel } from '../../components/SpeakerLabel';
import { StrategyChip } from '../../components/StrategyChip';
import { strategyColor } from '../../components/strategy-look';
import { StateEditor } from './StateEditor';

interface PlannedTurnProps {
  runId: RunId;
  dialogueId: DialogueId;
  /** Zero-based; the supporter's turn that is planned. */
  turn: number;
  onMove: (dialogueId: DialogueId, turn: number) => void;
  onList: () => void;
}

const shownBefore = 6;

export function PlannedTurn({ runId, dialogueId, turn, onMove, onList }: PlannedTurnProps) {
  const [state, setState] = useState<StateChange>({});
  const dialogue = useCommand('dialogues.get', { id: dialogueId });
  const plan = useCommand('planner.predict', { runId, dialogueId, turn, state }, { keepsPrevious: true });
  const supporterTurns = (dialogue.data?.dialogue.turns ?? []).flatMap(({ speaker }, index) => (speaker === 'supporter' && index > 0 ? [index] : []));
  const earlier = supporterTurns.findLast((one) => one < turn);
  const later = supporterTurns.find((one) => one > turn);
  return (
    <>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, mb: 2 }}>
        <Button startIcon={<List size={15} aria-hidden />} onClick={onList}>
          All test turns
        </Button>
        <Button startIcon={<ArrowLeft size={15} aria-hidden />} disabled={earlier === undefined} onClick={() => earlier !== undefined && onMove(dialogueId, earlier)}>
          Earlier reply
        </Button>
        <Button endIcon={<ArrowRight size={15} aria-hidden />} disabled={later === undefined} onClick={() => later !== undefined && onMove(dialogueId, later)}>
          Later reply
        </Button>
        <Button component={RouterLink} to={`${paths.dialogue(dialogueId)}?turn=${turn + 1}`}>
          Read the dialogue
        </Button>
      </Box>
      <Box sx={{ display: 'grid', gap: 3, gridTemplateColumns: { xs: 'minmax(0, 1fr)', md: 'minmax(0, 5fr) minmax(0, 6fr)' }, alignItems: 'start' }}>
        <LoadState query={dialogue} what="the dialogue" skeleton={<Skeleton variant="rounded" height={300} />}>
          {({ dialogue: { turns } }) => <Said turns={turns} turn={turn} firstRead={plan.data?.firstTurn ?? 0} />}
        </LoadState>
        <LoadState query={plan} what="the plan" skeleton={<Skeleton variant="rounded" height={420} />}>
          {(found) => <Plan plan={found} changed={state} onChange={setState} onMove={onMove} />}
        </LoadState>
      </Box>
    </>
  );
}

function Said({ turns, turn, firstRead }: { turns: readonly Turn[]; turn: number; firstRead: number }) {
  const shown = turns.slice(Math.max(0, turn - shownBefore), turn + 1);
  const first = Math.max(0, turn - shownBefore);
  return (
    <PageSection title={`Before turn ${turn + 1}`} description={firstRead > 0 ? `The planner read from turn ${firstRead + 1} on; what came before did not fit.` : 'The planner read all of it.'}>
      <Box component="ol" sx={{ m: 0, p: 0, listStyle: 'none', display: 'grid', gap: 1.5 }}>
        {shown.map((one, index) => (
          <Box key={first + index} component="li" sx={{ pl: 1.5, borderLeft: 3, borderColor: first + index === turn ? 'primary.main' : 'divider', opacity: first + index === turn ? 0.85 : 1 }}>
            <Box sx={{ display: 'flex', gap: 1, alignItems: 'center', flexWrap: 'wrap' }}>
              <SpeakerLabel speaker={one.speaker} />
              {first + index === turn && (
                <Typography variant="caption" sx={{ color: 'text.secondary' }}>
                  what was said then
                </Typography>
              )}
              {one.strategy !== undefined && first + index !== turn && <StrategyChip label={one.strategy} size="short" />}
            </Box>
            <Box className="dialogue-text">{displayText(one.text)}</Box>
          </Box>
        ))}
      </Box>
    </PageSection>
  );
}

interface PlanProps {
  plan: PlannerPrediction;
  changed: StateChange;
  onChange: (state: StateChange) => void;
  onMove: (dialogueId: DialogueId, turn: number) => void;
}

function Plan({ plan, changed, onChange, onMove }: PlanProps) {
  const [best] = plan.strategies;
  return (
    <Box sx={{ display: 'grid', gap: 3 }}>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 3 }}>
        <Named title="The planner would choose">{best !== undefined && <StrategyChip label={best.label} size="full" />}</Named>
        <Named title="The supporter chose">{plan.gold === null ? '–' : <StrategyChip label={plan.gold} size="full" />}</Named>
      </Box>
      <ValueBars title="Strategies" help="How likely the planner holds each." bars={plan.strategies.map(({ label, probability }) => ({ label, value: probability, color: strategyColor(label) }))} labelHeader="Strategy" valueHeader="Probability" reference={{ value: 1 / Math.max(1, plan.strategies.length), label: 'even' }} />
      {plan.state === null ? (
        <Alert severity="info">This planner was trained without the seeker&rsquo;s state.</Alert>
      ) : (
        <PageSection
          title="State"
          description={plan.stateTurn === null ? 'No labelled turn stands before this one.' : `As labelled for turn ${plan.stateTurn + 1}. Change it and the plan follows.`}
          actions={
            Object.keys(changed).length > 0 && (
              <Button startIcon={<RotateCcw size={15} aria-hidden />} onClick={() => onChange({})}>
                As labelled
              </Button>
            )
          }
        >
          <StateEditor state={plan.state} attention={plan.attention} onChange={(change) => onChange({ ...changed, ...change })} />
        </PageSection>
      )}
      <PageSection title="Nearest training examples" description="By the vector of the dialogue before the turn.">
        <Box component="ul" sx={{ m: 0, p: 0, listStyle: 'none', display: 'grid', gap: 1 }}>
          {plan.nearest.map((one) => (
            <Box key={`${one.dialogueId} ${one.turn}`} component="li" sx={{ display: 'flex', gap: 1.5, alignItems: 'baseline' }}>
              <StrategyChip label={one.strategy} size="short" />
              <Link component="button" type="button" onClick={() => onMove(one.dialogueId, one.turn)} sx={{ flex: 1, textAlign: 'left' }}>
                {one.seekerText === '' ? 'a dialogue that was removed' : one.seekerText}
              </Link>
              <Typography variant="caption" className="figures" sx={{ color: 'text.secondary' }}>
                {formatShare(one.similarity)}
              </Typography>
            </Box>
          ))}
        </Box>
      </PageSection>
    </Box>
  );
}

function Named({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Box>
      <Typography variant="caption" component="div" sx={{ color: 'text.secondary', mb: 0.5 }}>
        {title}
      </Typography>
      {children}
    </Box>
  );
}
