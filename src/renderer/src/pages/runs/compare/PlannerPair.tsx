/** @file Two planners on the turns that both were tested on: who is right where, the test of it, and the turns on which they part. */
import { useState } from 'react';
import { Box, Link as MuiLink, ToggleButton, ToggleButtonGroup, Typography } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import type { Client } from '#shared/channel/client';
import type { PlannerItem } from '#shared/contracts/planner';
import type { RunId } from '#shared/domain/ids';
import { useClient } from '../../../api/ClientProvider';
import { paths } from '../../../app/paths';
import { formatP } from '../../../components/figure-format';
import { countOf, formatCount } from '../../../components/format';
import { LoadState } from '../../../components/LoadState';
import { Stat, StatRow } from '../../../components/Stat';
import { StrategyChip } from '../../../components/StrategyChip';
import { GridCell, VirtualList } from '../../../components/VirtualList';
import type { PlannerRun } from './planner-run';
import { type PairedItem, type PairedResult, pairItems } from './paired-items';
import { runHeading } from './run-heading';

/** What the sentence judges by. */
const threshold = 0.05;
const pageItems = 200;

export function PlannerPair({ a, b }: { a: PlannerRun; b: PlannerRun }) {
  const client = useClient();
  const paired = useQuery({
    queryKey: ['planner.confusionItems', { of: [a.run.id, b.run.id] }],
    queryFn: async ({ signal }) => pairItems(await allItems(client, a.run.id, signal), await allItems(client, b.run.id, signal)),
    staleTime: Infinity,
  });
  return (
    <LoadState query={paired} what="the predictions of both">
      {(found) => (found.items.length === 0 ? <Typography variant="body2">They have no test turn in common: their figures are of different turns.</Typography> : <Pair found={found} a={a} b={b} />)}
    </LoadState>
  );
}

async function allItems(client: Client, runId: RunId, signal: AbortSignal): Promise<PlannerItem[]> {
  const items: PlannerItem[] = [];
  for (;;) {
    const { total, rows } = await client.call('planner.confusionItems', { runId, offset: items.length, limit: pageItems }, { signal });
    items.push(...rows);
    if (rows.length === 0 || items.length >= total) return items;
  }
}

function Pair({ found, a, b }: { found: PairedResult; a: PlannerRun; b: PlannerRun }) {
  const { items, bothRight, onlyA, onlyB, bothWrong, p } = found;
  const names = [runHeading(a.run), runHeading(b.run)] as const;
  return (
    <>
      <StatRow label="Who is right where">
        <Stat label="Turns in common" value={formatCount(items.length)} />
        <Stat label="Both right" value={formatCount(bothRight)} />
        <Stat label="Only the first" value={formatCount(onlyA)} />
        <Stat label="Only the second" value={formatCount(onlyB)} />
        <Stat label="Both wrong" value={formatCount(bothWrong)} />
        <Stat label="p, McNemar’s exact test" value={formatP(p)} />
      </StatRow>
      <Typography variant="body2" sx={{ maxWidth: '78ch' }}>
        {p < threshold ? `${onlyA > onlyB ? names[0] : names[1]} is right more often, by more than chance explains. That does not make the difference large.` : 'Chance explains the difference in how often they are right.'} The test counts turns as if they were independent; turns of one dialogue are not quite.
      </Typography>
      <Disagreements items={items.filter((item) => item.a !== item.b)} names={names} />
    </>
  );
}

type Side = 'all' | 'a' | 'b' | 'none';

function Disagreements({ items, names }: { items: readonly PairedItem[]; names: readonly [string, string] }) {
  const [side, setSide] = useState<Side>('all');
  const [activeIndex, setActiveIndex] = useState(0);
  const shown = items.filter((item) => side === 'all' || side === (item.a === item.gold ? 'a' : item.b === item.gold ? 'b' : 'none'));
  return (
    <Box>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 1.5, mb: 1 }}>
        <Typography variant="body2" role="status">
          They part on {countOf(shown.length, 'turn')}
        </Typography>
        <ToggleButtonGroup exclusive value={side} onChange={(_, next: Side | null) => next !== null && setSide(next)} aria-label="Who is right">
          <ToggleButton value="all">All</ToggleButton>
          <ToggleButton value="a">First is right</ToggleButton>
          <ToggleButton value="b">Second is right</ToggleButton>
          <ToggleButton value="none">Neither</ToggleButton>
        </ToggleButtonGroup>
      </Box>
      {shown.length > 0 && (
        <Box sx={{ height: Math.min(380, 42 + shown.length * 44), fontSize: '0.875rem' }}>
          <VirtualList label="Turns on which they part" rowCount={shown.length} rowHeightPx={44} header={<Head names={names} />} renderRow={(index) => <Row item={shown[index]} />} activeIndex={Math.min(activeIndex, shown.length - 1)} onActiveIndexChange={setActiveIndex} />
        </Box>
      )}
    </Box>
  );
}

function Head({ names }: { names: readonly [string, string] }) {
  return (
    <>
      <GridCell role="columnheader" isWide>
        The seeker said last
      </GridCell>
      {['Gold', ...names].map((word) => (
        <GridCell key={word} role="columnheader" width={170}>
          <Box component="span" title={word} sx={{ whiteSpace: 'nowrap' }}>
            {word}
          </Box>
        </GridCell>
      ))}
    </>
  );
}

function Row({ item }: { item: PairedItem | undefined }) {
  if (item === undefined) return <GridCell isWide>…</GridCell>;
  return (
    <>
      <GridCell isWide>
        <MuiLink component={Link} to={`${paths.dialogue(item.dialogueId)}?turn=${item.turn + 1}`} title={item.seekerText} sx={{ display: 'block', whiteSpace: 'nowrap', overflow: 'hidden', textOverflow: 'ellipsis' }}>
          {item.seekerText === '' ? `Dialogue ${item.dialogueId}, turn ${item.turn}` : item.seekerText}
        </MuiLink>
      </GridCell>
      {[item.gold, item.a, item.b].map((label, index) => (
        <GridCell key={index} width={170}>
          <StrategyChip label={label} size="short" />
        </GridCell>
      ))}
    </>
  );
}
