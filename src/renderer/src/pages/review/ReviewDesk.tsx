/** @file The desk of one person in one campaign: dialogue and fields side by side, what was decided below, every action by key. */
import { useState } from 'react';
import { Box } from '@mui/material';
import type { ReviewCampaign } from '#shared/contracts/review';
import { Badge } from '../../components/Badge';
import { useShortcuts } from '../../components/keyboard/KeyboardProvider';
import { ErrorState, LoadingState, visuallyHidden } from '../../components/LoadState';
import { PageContainer } from '../../components/PageContainer';
import { BreakReminder } from './BreakReminder';
import { DeskBar } from './DeskBar';
import { DeskProgress } from './DeskProgress';
import { DialoguePane } from './DialoguePane';
import { FieldPanel } from './FieldPanel';
import { FinishedState } from './FinishedState';
import { ItemNote } from './ItemNote';
import { KeysDialog } from './KeysDialog';
import { markKeyPress, useNextItemTiming } from './next-item-timing';
import { NoteDialog } from './NoteDialog';
import { PauseScreen } from './PauseScreen';
import { QueueDialog } from './QueueDialog';
import { commandsOf, keysFor, valueIndexOf } from './review-keys';
import type { ReviewSession } from './review-session';
import { SaveFailureNote } from './SaveFailureNote';
import type { SessionView } from './session-view';
import { useOwnKeys } from './use-own-keys';
import { type Reading, useReading } from './use-reading';
import { useReviewSession, useRunningClock } from './use-review-session';

type Panel = 'note' | 'keys' | 'queue' | 'pause';

export function ReviewDesk({ campaign }: { campaign: ReviewCampaign }) {
  const { session, view, clock } = useReviewSession(campaign);
  const [panel, setPanel] = useState<Panel | null>(null);
  const [own, setOwn] = useOwnKeys();
  const reading = useReading(campaign, view.item);
  const isPaused = panel === 'pause';
  useRunningClock(clock, isPaused);
  useNextItemTiming(view.item?.position ?? null);
  const run = runnersOf({ session, reading, open: setPanel });
  const mostValues = Math.max(...campaign.fields.map(({ values }) => values.length));
  const commands = commandsOf(campaign.mode, mostValues);
  const isOff = panel !== null || view.failure !== null;
  useShortcuts(
    'Values',
    commands.flatMap(({ id, label }) => (valueIndexOf(id) === -1 ? [] : [{ keys: keysFor(id, own), label, run: timed(() => session.giveAt(valueIndexOf(id))) }])),
    { isOff },
  );
  useShortcuts(
    'Reviewing',
    commands.flatMap(({ id, label }) => {
      const act = run[id];
      return act === undefined ? [] : [{ keys: keysFor(id, own), label, run: timed(act) }];
    }),
    { isOff },
  );
  useShortcuts('Reviewing', [{ keys: 'Escape', label: 'Take “wrong” back', run: () => session.takeRejectionBack() }], { isOff: !view.isCorrecting });
  const close = () => setPanel(null);
  return (
    <PageContainer title={campaign.name} titleExtra={campaign.isScripted && <Badge help="Scripted stand-ins proposed these values: no language model was asked.">Scripted</Badge>} layout="full" maxWidthPx={1760} actions={<DeskProgress desk={view.desk} item={view.item} />}>
      <Box sx={{ height: '100%', display: 'flex', flexDirection: 'column', gap: 1 }}>
        <Box role="status" aria-live="polite" sx={visuallyHidden}>
          {isPaused ? '' : view.news}
        </Box>
        <SaveFailureNote session={session} failure={view.failure} />
        <BreakReminder clock={clock} everyMinutes={campaign.options.breakReminderMinutes} isPaused={isPaused} onPause={() => setPanel('pause')} />
        <Box sx={{ flex: 1, minHeight: 0 }}>{isPaused ? <PauseScreen resumeKey={keysFor('pause', own)[0]} onResume={close} /> : <Contents campaign={campaign} session={session} view={view} reading={reading} own={own} />}</Box>
        <DeskBar view={view} own={own} mode={campaign.mode} run={run} isPaused={isPaused} onKeys={() => setPanel('keys')} />
      </Box>
      {panel === 'note' && view.item !== null && <NoteDialog note={view.item.note} onSave={(note) => session.note(note)} onClose={close} />}
      {panel === 'keys' && <KeysDialog commands={commands} own={own} onChange={setOwn} onClose={close} />}
      {panel === 'queue' && <QueueDialog campaignId={campaign.id} current={view.item?.position ?? null} onOpen={(position) => session.goTo(position)} onClose={close} />}
    </PageContainer>
  );
}

interface ContentsProps {
  campaign: ReviewCampaign;
  session: ReviewSession;
  view: SessionView;
  reading: Reading;
  own: Parameters<typeof keysFor>[1];
}

function Contents({ campaign, session, view: { stage, item, desk, problem, fieldIndex, isCorrecting }, reading, own }: ContentsProps) {
  if (stage === 'broken') return <ErrorState what="the next item" message={problem ?? ''} onRetry={() => session.tryAgain()} />;
  if (stage === 'finished') return <FinishedState desk={desk} session={session} />;
  if (item === null) return <LoadingState what="the next item" />;
  return (
    <Box sx={{ height: '100%', display: 'grid', gap: 1.5, gridTemplateColumns: { xs: 'minmax(0, 1fr) 372px', md: 'minmax(0, 1fr) 420px', lg: 'minmax(0, 1fr) 500px' }, gridTemplateRows: 'minmax(0, 1fr)' }}>
      <Box sx={{ minWidth: 0, minHeight: 0, display: 'flex', flexDirection: 'column', gap: 1 }}>
        <ItemNote item={item} />
        <Box sx={{ flex: 1, minHeight: 0 }}>
          <DialoguePane
            context={item.context}
            judges={campaign.fields[fieldIndex]?.judges ?? 'turn'}
            isUnfolded={reading.isUnfolded}
            onUnfold={reading.toggleEarlier}
            unfoldKey={keysFor('earlier', own)[0]}
            isBlurred={reading.isBlurred}
            isFocusShown={reading.isFocusShown}
            earlier={reading.earlier}
            scroller={reading.scroller}
          />
        </Box>
      </Box>
      <Box sx={{ minWidth: 0, minHeight: 0 }}>
        <FieldPanel campaign={campaign} item={item} fieldIndex={fieldIndex} isCorrecting={isCorrecting} session={session} own={own} />
      </Box>
    </Box>
  );
}

/** What each command does, by its id; values are given by their place. */
function runnersOf({ session, reading, open }: { session: ReviewSession; reading: Reading; open: (panel: Panel) => void }): Readonly<Record<string, () => void>> {
  return {
    accept: () => session.accept(),
    reject: () => session.reject(),
    finish: () => session.finish(),
    skip: () => session.skip(),
    flag: () => open('note'),
    undo: () => session.undo(),
    redo: () => session.redo(),
    fieldDown: () => session.moveField(1),
    fieldUp: () => session.moveField(-1),
    nextItem: () => session.goBy(1),
    previousItem: () => session.goBy(-1),
    nextOpen: () => session.goToNext(),
    queue: () => open('queue'),
    earlier: reading.toggleEarlier,
    scrollDown: () => reading.scroll(1),
    scrollUp: () => reading.scroll(-1),
    reveal: () => void session.reveal(),
    blur: reading.toggleBlur,
    show: reading.showFocus,
    pause: () => open('pause'),
  };
}

function timed(run: () => void): () => void {
  return () => {
    markKeyPress();
    run();
  };
}
