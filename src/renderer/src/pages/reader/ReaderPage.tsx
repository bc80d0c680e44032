/** @file Answers: what was said in this dialogue, turn by turn, and what is known of it? Left and Right go on in the result it was opened from. */
import { useMemo, useState } from 'react';
import { Box, Button, IconButton, Link, Tooltip } from '@mui/material';
import { ArrowLeft, Braces, ChevronLeft, ChevronRight, Link2 } from 'lucide-react';
import { Link as RouterLink, useNavigate, useParams, useSearchParams } from 'react-router';
import type { DialogueView } from '#shared/contracts/dialogues';
import type { Output } from '#shared/contracts/index';
import { displayText } from '#shared/domain/dialogue';
import { DialogueId } from '#shared/domain/ids';
import { useCommand } from '../../api/use-command';
import { paths } from '../../app/paths';
import { NotFoundPage } from '../../app/NotFoundPage';
import { Badge } from '../../components/Badge';
import { BlurToggle } from '../../components/BlurToggle';
import { countOf, formatCount, sentenceCase } from '../../components/format';
import { useShortcuts } from '../../components/keyboard/KeyboardProvider';
import { LoadState } from '../../components/LoadState';
import { PageContainer } from '../../components/PageContainer';
import { useTextBlur } from '../../components/text-blur';
import { useToast } from '../../components/toasts/ToastProvider';
import { readSearch, writeSearch } from '../browse/search-address';
import { AboutDialogue, sidePanel } from './AboutDialogue';
import { DialogueStrip } from './DialogueStrip';
import { createMarker } from '#shared/domain/search/match-marks';
import { RawRecord } from './RawRecord';
import { Transcript } from './Transcript';
import { useNeighbours } from './use-neighbours';
import { useTurnPlace } from './use-turn-place';

export function ReaderPage() {
  const { dialogueId } = useParams();
  const id = DialogueId.safeParse(Number(dialogueId));
  return id.success ? <Reader key={id.data} id={id.data} /> : <NotFoundPage />;
}

function Reader({ id }: { id: DialogueId }) {
  const dialogue = useCommand('dialogues.get', { id });
  if (dialogue.data !== undefined) return <OpenDialogue view={dialogue.data} />;
  return (
    <PageContainer title="Dialogue" breadcrumb={<Link component={RouterLink} to={paths.browse}>Browse</Link>}>
      <LoadState query={dialogue} what="the dialogue">
        {() => null}
      </LoadState>
    </PageContainer>
  );
}

function OpenDialogue({ view }: { view: DialogueView }) {
  const [params] = useSearchParams();
  const search = useMemo(() => readSearch(params), [params]);
  const { turns } = view.dialogue;
  const text = search.filter.text ?? '';
  const mark = useMemo(() => createMarker(text), [text]);
  const matches = useMemo(() => turns.flatMap((turn, index) => (mark(turn.text).includes('\uE000') ? [index + 1] : [])), [turns, mark]);
  const matchSet = useMemo(() => new Set(matches), [matches]);
  const place = useTurnPlace(turns.length, matches[0] ?? 1);
  const [isBlurred] = useTextBlur();
  const [isRawOpen, setIsRawOpen] = useState(false);
  const neighbours = useNeighbours(view.id, search);
  useShortcuts('Dialogue', [{ keys: 'r', label: 'Raw record', run: () => setIsRawOpen(true) }]);
  return (
    <PageContainer
      title={`${view.corpusName}, no. ${formatCount(view.position + 1)}`}
      titleExtra={view.isDemo && <Badge help="Written for demonstration, not collected from people">Demo</Badge>}
      subtitle={subtitleOf(view, { matches: matches.length, text })}
      breadcrumb={<BackToResult search={search} neighbours={neighbours} />}
      layout="full"
      maxWidthPx={1560}
      actions={
        <>
          <BlurToggle />
          <CopyLink query={place.query} id={view.id} />
          <Button variant="outlined" startIcon={<Braces size={15} aria-hidden />} onClick={() => setIsRawOpen(true)}>
            Raw record
          </Button>
          <PageTurner neighbours={neighbours} query={writeSearch(search).toString()} />
        </>
      }
    >
      <Box sx={{ height: '100%', display: 'flex', flexDirection: 'column' }}>
        <DialogueStrip turns={turns} current={place.current} matches={matchSet} onGo={place.goTo} />
        <Box sx={{ flex: 1, minHeight: 0, mt: 1, mx: -2, px: 2, overflowY: 'auto', position: 'relative', borderTop: 1, borderColor: 'divider', containerType: 'inline-size' }}>
          <Box sx={{ display: 'grid', gap: 2.5, py: 2, [sidePanel]: { gridTemplateColumns: 'minmax(0, 64rem) minmax(17rem, 22rem)', columnGap: 5, '& > aside': { gridColumn: 2, gridRow: 1, position: 'sticky', top: 16, alignSelf: 'start' }, '& > [data-part=turns]': { gridColumn: 1, gridRow: 1 } } }}>
            <AboutDialogue view={view} mark={mark} isBlurred={isBlurred} />
            <Box data-part="turns" sx={{ minWidth: 0, pb: 4 }}>
              <Transcript turns={turns} place={place} matches={matches} mark={mark} isBlurred={isBlurred} />
            </Box>
          </Box>
        </Box>
      </Box>
      <RawRecord id={view.id} isOpen={isRawOpen} onClose={() => setIsRawOpen(false)} />
    </PageContainer>
  );
}

function subtitleOf({ dialogue }: DialogueView, found: { matches: number; text: string }): string {
  const { emotionType, problemType, turns } = dialogue;
  return [
    ...(emotionType === undefined ? [] : [sentenceCase(displayText(emotionType))]),
    ...(problemType === undefined ? [] : [displayText(problemType)]),
    countOf(turns.length, 'turn'),
    ...(found.text === '' ? [] : [`“${found.text}” in ${countOf(found.matches, 'turn')}`]),
  ].join(' · ');
}

type Neighbours = Output<'dialogues.neighbours'> | undefined;

function BackToResult({ search, neighbours }: { search: ReturnType<typeof readSearch>; neighbours: Neighbours }) {
  const query = writeSearch(search);
  const rank = neighbours?.rank ?? null;
  if (rank !== null && rank > 0) query.set('row', String(rank));
  const to = { pathname: paths.browse, search: query.toString() };
  const navigate = useNavigate();
  useShortcuts('Dialogue', [{ keys: ['u', 'Escape'], label: 'Back to the result', run: () => void navigate(to) }]);
  return (
    <Box sx={{ display: 'flex', alignItems: 'center', gap: 1, color: 'text.secondary' }}>
      <Link component={RouterLink} to={to} sx={{ display: 'inline-flex', alignItems: 'center', gap: 0.5 }}>
        <ArrowLeft size={14} aria-hidden />
        Browse
      </Link>
      {neighbours !== undefined && (rank === null ? 'not in this result' : `${formatCount(rank + 1)} of ${formatCount(neighbours.total)}`)}
    </Box>
  );
}

/** Turning pages replaces the address, so that Back leads to the result at once. */
function PageTurner({ neighbours, query }: { neighbours: Neighbours; query: string }) {
  const navigate = useNavigate();
  const open = (id: DialogueId | null | undefined) => {
    if (id !== null && id !== undefined) void navigate({ pathname: paths.dialogue(id), search: query }, { replace: true });
  };
  const previous = () => open(neighbours?.previous);
  const next = () => open(neighbours?.next);
  useShortcuts('Dialogue', [
    { keys: ['ArrowRight', 'J'], label: 'Next dialogue', run: next },
    { keys: ['ArrowLeft', 'K'], label: 'Previous dialogue', run: previous },
  ]);
  const isMissing = (id: DialogueId | null | undefined) => id === null || id === undefined;
  return (
    <Box sx={{ display: 'flex', gap: 0.5 }}>
      {[
        { label: 'Previous dialogue', hint: '←', icon: ChevronLeft, run: previous, isOff: isMissing(neighbours?.previous) },
        { label: 'Next dialogue', hint: '→', icon: ChevronRight, run: next, isOff: isMissing(neighbours?.next) },
      ].map(({ label, hint, icon: Icon, run, isOff }) => (
        <Tooltip key={label} title={`${label} (${hint})`}>
          <span>
            <IconButton aria-label={label} onClick={run} disabled={isOff} sx={{ border: 1, borderColor: 'divider' }}>
              <Icon size={18} aria-hidden />
            </IconButton>
          </span>
        </Tooltip>
      ))}
    </Box>
  );
}

function CopyLink({ id, query }: { id: DialogueId; query: string }) {
  const toast = useToast();
  const copy = async () => {
    await navigator.clipboard.writeText(`${location.href.split('#')[0]}#${paths.dialogue(id)}?${query}`);
    toast({ message: 'Link to this turn copied', tone: 'success' });
  };
  useShortcuts('Dialogue', [{ keys: 'y', label: 'Copy a link to this turn', run: () => void copy() }]);
  return (
    <Button variant="outlined" startIcon={<Link2 size={15} aria-hidden />} onClick={() => void copy()}>
      Copy link
    </Button>
  );
}
