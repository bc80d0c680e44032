/** @file What a run wrote, newest at the end and followed while it works; filtered by level, older lines fetched as one goes up. */
import { useEffect, useMemo, useRef, useState } from 'react';
import { Box, Button, FormControlLabel, Switch, ToggleButton, ToggleButtonGroup } from '@mui/material';
import { CircleAlert, Info, type LucideIcon, TriangleAlert } from 'lucide-react';
import type { Client } from '#shared/channel/client';
import type { RunDetail } from '#shared/contracts/run-records';
import type { LogLine } from '#shared/contracts/run-results';
import { isFinal } from '#shared/domain/runs/run';
import { useClient } from '../../../api/ClientProvider';
import { formatClockTime, formatDateTime, messageOf } from '../../../components/format';
import { EmptyState, ErrorState, LoadingState } from '../../../components/LoadState';
import { GridCell, VirtualList, type VirtualListHandle } from '../../../components/VirtualList';

type LogLevel = LogLine['level'];

export function LogTab({ run }: { run: RunDetail }) {
  const [level, setLevel] = useState<LogLevel | 'all'>('all');
  const [isFollowing, setIsFollowing] = useState(true);
  const [attempt, setAttempt] = useState(0);
  return (
    <>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 2, mb: 1.5 }}>
        <ToggleButtonGroup exclusive value={level} onChange={(_, next: LogLevel | 'all' | null) => next !== null && setLevel(next)} aria-label="Level">
          <ToggleButton value="all">All</ToggleButton>
          <ToggleButton value="warn">Warnings</ToggleButton>
          <ToggleButton value="error">Errors</ToggleButton>
        </ToggleButtonGroup>
        <FormControlLabel control={<Switch checked={isFollowing} onChange={(event) => setIsFollowing(event.target.checked)} />} label="Follow" slotProps={{ typography: { variant: 'body2' } }} />
      </Box>
      <LogLines key={`${level} ${attempt}`} run={run} level={level === 'all' ? undefined : level} isFollowing={isFollowing} onRetry={() => setAttempt(attempt + 1)} />
    </>
  );
}

function LogLines({ run, level, isFollowing, onRetry }: { run: RunDetail; level: LogLevel | undefined; isFollowing: boolean; onRetry: () => void }) {
  const log = useLog(run, level);
  const [activeIndex, setActiveIndex] = useState(0);
  const list = useRef<VirtualListHandle | null>(null);
  const count = log.lines.length;
  useEffect(() => {
    if (isFollowing && count > 0) list.current?.reveal(count - 1);
  }, [isFollowing, count]);
  if (log.error !== null && count === 0) return <ErrorState what="the log" message={log.error} onRetry={onRetry} />;
  if (!log.isLoaded) return <LoadingState what="the log" />;
  if (count === 0) return <EmptyState title="Nothing here">{level === undefined ? 'The run has written nothing yet.' : 'No line of this level.'}</EmptyState>;
  return (
    <>
      {log.hasOlder && (
        <Button onClick={log.loadOlder} sx={{ mb: 0.5 }}>
          Show older lines
        </Button>
      )}
      <Box sx={{ height: 'max(320px, calc(100vh - 330px))', fontSize: '0.8125rem' }}>
        <VirtualList label="Log" rowCount={count} rowHeightPx={26} isMeasured rowKey={(index) => log.lines[index]?.id ?? index} renderRow={(index) => <Line line={log.lines[index]} />} activeIndex={Math.min(activeIndex, count - 1)} onActiveIndexChange={setActiveIndex} initialIndex={Math.max(0, count - 1)} handle={list} />
      </Box>
    </>
  );
}

const levelLooks: { readonly [L in LogLevel]: { icon: LucideIcon; word: string; color: string } } = {
  info: { icon: Info, word: 'information', color: 'text.secondary' },
  warn: { icon: TriangleAlert, word: 'warning', color: 'warning.main' },
  error: { icon: CircleAlert, word: 'error', color: 'error.main' },
};

function Line({ line }: { line: LogLine | undefined }) {
  if (line === undefined) return <GridCell isWide>…</GridCell>;
  const { icon: Icon, word, color } = levelLooks[line.level];
  return (
    <>
      <GridCell width={84}>
        <Box component="span" className="figures" title={formatDateTime(line.at)} sx={{ color: 'text.secondary' }}>
          {formatClockTime(line.at)}
        </Box>
      </GridCell>
      <GridCell width={36}>
        <Box component="span" sx={{ display: 'inline-flex', color, verticalAlign: 'middle' }}>
          <Icon size={14} role="img" aria-label={word} />
        </Box>
      </GridCell>
      <GridCell isWide>
        <Box component="span" sx={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere', color: line.source === 'workbench' ? 'text.secondary' : 'text.primary' }}>
          {line.text}
        </Box>
      </GridCell>
    </>
  );
}

const pageLines = 500;
const pollMs = 1_000;

interface LogState {
  readonly lines: readonly LogLine[];
  readonly hasOlder: boolean;
  readonly isLoaded: boolean;
  readonly error: string | null;
}

interface LogQuestion {
  readonly id: RunDetail['id'];
  readonly limit: number;
  readonly level?: LogLevel;
}

/** The end of the log first; then what comes, once a second while the run is at work; older lines on demand. */
function useLog({ id, state }: RunDetail, level: LogLevel | undefined) {
  const client = useClient();
  const [log, setLog] = useState<LogState>({ lines: [], hasOlder: false, isLoaded: false, error: null });
  const question = useMemo((): LogQuestion => ({ id, limit: pageLines, ...(level !== undefined && { level }) }), [id, level]);
  const isLive = !isFinal(state);
  useEffect(() => {
    const controller = new AbortController();
    void followLog(client, { question, isLive, signal: controller.signal }, (change) => controller.signal.aborted || setLog(change));
    return () => controller.abort();
  }, [client, question, isLive]);
  const loadOlder = async () => {
    const first = log.lines[0]?.id;
    if (first === undefined) return;
    const { lines, hasMore } = await client.call('runs.log', { ...question, before: first });
    setLog((now) => ({ ...now, lines: [...lines.filter((line) => line.id < (now.lines[0]?.id ?? Infinity)), ...now.lines], hasOlder: hasMore }));
  };
  return { ...log, loadOlder: () => void loadOlder() };
}

interface FollowOptions {
  readonly question: LogQuestion;
  readonly isLive: boolean;
  readonly signal: AbortSignal;
}

async function followLog(client: Client, { question, isLive, signal }: FollowOptions, tell: (change: (now: LogState) => LogState) => void): Promise<void> {
  let last: number | undefined;
  while (!signal.aborted) {
    try {
      const isFirst = last === undefined;
      const { lines, hasMore } = await client.call('runs.log', { ...question, ...(last !== undefined && { after: last }) }, { signal });
      last = lines.at(-1)?.id ?? last;
      if (isFirst || lines.length > 0) tell((now) => ({ lines: appended(now.lines, lines), hasOlder: isFirst && now.lines.length === 0 ? hasMore : now.hasOlder, isLoaded: true, error: null }));
    } catch (caught) {
      tell((now) => ({ ...now, error: messageOf(caught) }));
    }
    if (!isLive) return;
    await new Promise((resolve) => setTimeout(resolve, pollMs));
  }
}

/** What two answers both have stands once. */
function appended(known: readonly LogLine[], more: readonly LogLine[]): readonly LogLine[] {
  const last = known.at(-1)?.id ?? -1;
  return [...known, ...more.filter((line) => line.id > last)];
}
