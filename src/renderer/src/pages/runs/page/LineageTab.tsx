/** @file From what a run was made and what was made from it: a drawing, and the same as a list of sentences. */
import { useMemo } from 'react';
import { Alert, Box, Link as MuiLink, Typography } from '@mui/material';
import { Link, useNavigate } from 'react-router';
import type { Lineage, LineageNode } from '#shared/contracts/run-results';
import type { RunDetail } from '#shared/contracts/run-records';
import { useCommand } from '../../../api/use-command';
import { ChartFrame } from '../../../components/charts/ChartFrame';
import { chartColor, chartText, fitted } from '../../../components/charts/chart-style';
import { LoadState } from '../../../components/LoadState';
import { PageSection } from '../../../components/PageContainer';
import { runStateLooks } from '../../../components/RunStateMark';
import { type LineageLayout, lineageLayout, type PlacedNode } from './lineage-layout';
import { nodeLooks, nodePath, relationWords } from './lineage-words';

export function LineageTab({ run }: { run: RunDetail }) {
  const lineage = useCommand('runs.lineage', { id: run.id });
  return (
    <LoadState query={lineage} what="the lineage">
      {(found) => (
        <>
          {found.isCut && (
            <Alert severity="info" sx={{ mb: 2 }}>
              The lineage is longer than this; it ends early here. Open one of the runs to see on.
            </Alert>
          )}
          <Box sx={{ mb: 4 }}>
            <LineageDrawing lineage={found} runKey={`run:${run.id}`} fileLead={run.name} />
          </Box>
          <PageSection title="In words">
            <LineageList lineage={found} />
          </PageSection>
        </>
      )}
    </LoadState>
  );
}

const node = { widthPx: 188, heightPx: 46, gapX: 54, gapY: 16 } as const;

function LineageDrawing({ lineage, runKey, fileLead }: { lineage: Lineage; runKey: string; fileLead: string }) {
  const layout = useMemo(() => lineageLayout(lineage), [lineage]);
  const names = new Map(lineage.nodes.map((one) => [one.key, one.name]));
  const table = { header: ['From', 'Relation', 'To'], rows: lineage.edges.map(({ from, to, relation }) => [names.get(from) ?? from, relationWords[relation], names.get(to) ?? to] as const) };
  return (
    <ChartFrame title="Lineage" help="From what was there first, on the left, to what came of it. The same stands below in words." table={table} fileLead={fileLead}>
      {(widthPx) => (
        <Box tabIndex={0} role="region" aria-label="Lineage, drawn" sx={{ overflow: 'auto', maxHeight: 560 }}>
          <Graph lineage={lineage} layout={layout} runKey={runKey} minWidthPx={widthPx} />
        </Box>
      )}
    </ChartFrame>
  );
}

function Graph({ lineage, layout, runKey, minWidthPx }: { lineage: Lineage; layout: LineageLayout; runKey: string; minWidthPx: number }) {
  const navigate = useNavigate();
  const neededPx = layout.columns * node.widthPx + (layout.columns - 1) * node.gapX + 4;
  const gapX = layout.columns > 1 ? Math.min(130, node.gapX + Math.max(0, minWidthPx - neededPx) / (layout.columns - 1)) : 0;
  const widthPx = layout.columns * node.widthPx + (layout.columns - 1) * gapX + 4;
  const heightPx = layout.rows * (node.heightPx + node.gapY) + 4;
  const xOf = ({ column }: PlacedNode) => 2 + column * (node.widthPx + gapX);
  const yOf = ({ row }: PlacedNode) => 2 + row * (node.heightPx + node.gapY);
  const placed = new Map(layout.nodes.map((one) => [one.node.key, one]));
  return (
    <svg width={widthPx} height={heightPx} role="img" aria-label={`Lineage of ${layout.nodes.length} things; the same is in the list below.`} style={{ display: 'block' }}>
      {lineage.edges.map(({ from, to, relation }) => {
        const start = placed.get(from);
        const end = placed.get(to);
        if (start === undefined || end === undefined) return null;
        const [x1, y1, x2, y2] = [xOf(start) + node.widthPx, yOf(start) + node.heightPx / 2, xOf(end), yOf(end) + node.heightPx / 2];
        const bend = (x2 - x1) / 2;
        return (
          <path key={`${from} ${to} ${relation}`} d={`M${x1} ${y1}C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2} ${y2}`} strokeDasharray={relation === 'reproduction' || relation === 'part' ? '4 3' : undefined} style={{ fill: 'none', stroke: chartColor.axis, strokeWidth: 1.25 }}>
            <title>{relationWords[relation]}</title>
          </path>
        );
      })}
      {layout.nodes.map((one) => {
        const path = nodePath(one.node);
        return <Node key={one.node.key} placed={one} at={{ x: xOf(one), y: yOf(one) }} isHere={one.node.key === runKey} {...(path !== undefined && { onOpen: () => void navigate(path) })} />;
      })}
    </svg>
  );
}

function Node({ placed: { node: shown }, at, isHere, onOpen }: { placed: PlacedNode; at: { x: number; y: number }; isHere: boolean; onOpen?: () => void }) {
  const { word, icon: Icon } = nodeLooks[shown.kind];
  return (
    <g transform={`translate(${at.x}, ${at.y})`} onClick={onOpen} style={{ cursor: onOpen === undefined ? 'default' : 'pointer' }}>
      <title>{`${word} ${shown.name}`}</title>
      <rect width={node.widthPx} height={node.heightPx} rx={6} style={{ fill: isHere ? 'var(--solace-palette-wash-accent)' : chartColor.paper, stroke: isHere ? chartColor.accent : chartColor.axis, strokeWidth: isHere ? 2 : 1 }} />
      <Icon x={9} y={14} width={17} height={17} style={{ color: 'var(--solace-palette-text-secondary)' }} aria-hidden />
      <text x={34} y={19} style={{ ...chartText.label, fontWeight: 550 }}>
        {fitted(shown.name, node.widthPx - 40)}
      </text>
      <text x={34} y={36} style={chartText.muted}>
        {fitted(secondLine(shown), node.widthPx - 40)}
      </text>
    </g>
  );
}

function secondLine({ kind, state, runKind, sha256 }: LineageNode): string {
  const { word } = nodeLooks[kind];
  if (kind === 'run') return `${word}${runKind === undefined ? '' : `, ${runKind}`}${state === undefined ? '' : `, ${runStateLooks[state].word.toLowerCase()}`}`;
  return sha256 === undefined ? word : `${word}, ${sha256.slice(0, 10)}`;
}

function LineageList({ lineage: { nodes, edges } }: { lineage: Lineage }) {
  const byKey = new Map(nodes.map((one) => [one.key, one]));
  if (edges.length === 0) return <Typography variant="body2">Nothing else is known of where it came from.</Typography>;
  return (
    <Box component="ul" sx={{ m: 0, pl: 2.25, display: 'grid', gap: 0.5, fontSize: '0.875rem', maxWidth: '90ch' }}>
      {edges.map(({ from, to, relation }) => (
        <li key={`${from} ${to} ${relation}`}>
          <NodeName shown={byKey.get(from)} /> {relationWords[relation]} <NodeName shown={byKey.get(to)} />
        </li>
      ))}
    </Box>
  );
}

function NodeName({ shown }: { shown: LineageNode | undefined }) {
  if (shown === undefined) return <>something that is gone</>;
  const path = nodePath(shown);
  const words = `${nodeLooks[shown.kind].word.toLowerCase()} ${shown.name}`;
  return path === undefined ? (
    <>{words}</>
  ) : (
    <MuiLink component={Link} to={path}>
      {words}
    </MuiLink>
  );
}
