/** @file The frame of every chart: title, one line of help, the same figures as a table, and export as SVG, PNG or CSV. */
import { type ReactNode, useId, useRef, useState } from 'react';
import { Box, IconButton, Menu, MenuItem, ToggleButton, Tooltip, Typography } from '@mui/material';
import { Download, Table2 } from 'lucide-react';
import { type CsvCell, toCsv } from '../csv';
import { type Column, DataTable } from '../DataTable';
import { downloadBlob, downloadText, fileStem } from '../download';
import { formatNumber } from '../format';
import { ResizeAware } from '../ResizeAware';
import { useToast } from '../toasts/ToastProvider';
import { chartPng, chartSvg } from './export-chart';

export interface ChartTable {
  readonly header: readonly string[];
  readonly rows: readonly (readonly CsvCell[])[];
}

export interface ChartFrameProps {
  title: string;
  help?: string;
  table: ChartTable;
  /** Leads the file names, e.g. the name of the corpus. */
  fileLead?: string;
  /** Stands in the head, before the table and the export. */
  tools?: ReactNode;
  /** What is exported as CSV, where it is more than the table shows. */
  figures?: () => ChartTable;
  /** The chart as a picture, where it is not drawn as one <svg>. */
  picture?: () => SVGSVGElement | null;
  /** Draws one <svg> of the given width. */
  children: (widthPx: number) => ReactNode;
}

export function ChartFrame({ title, help, table, fileLead, tools, figures, picture, children }: ChartFrameProps) {
  const titleId = useId();
  const plot = useRef<HTMLDivElement>(null);
  const [isTable, setIsTable] = useState(false);
  const stem = fileStem(fileLead === undefined ? title : `${fileLead} ${title}`);
  return (
    <Box component="figure" aria-labelledby={titleId} sx={{ m: 0, minWidth: 0, p: 2, pt: 1.5, border: 1, borderColor: 'divider', borderRadius: 1.5, backgroundColor: 'background.paper', display: 'flex', flexDirection: 'column' }}>
      <Box component="figcaption" sx={{ display: 'flex', alignItems: 'flex-start', gap: 1, mb: 1.25 }}>
        <Box sx={{ flex: 1, minWidth: 0 }}>
          <Typography variant="h3" component="h2" id={titleId} sx={{ overflowWrap: 'anywhere' }}>
            {title}
          </Typography>
          {help !== undefined && (
            <Typography variant="caption" component="p" sx={{ color: 'text.secondary', m: 0 }}>
              {help}
            </Typography>
          )}
        </Box>
        {tools}
        <Tooltip title={isTable ? 'Show as chart' : 'Show as table'}>
          <ToggleButton value="table" selected={isTable} onChange={() => setIsTable(!isTable)} aria-label={`${title} as table`} sx={{ border: 0, p: 0.75 }}>
            <Table2 size={16} aria-hidden />
          </ToggleButton>
        </Tooltip>
        <ExportMenu title={title} stem={stem} figures={figures ?? (() => table)} chart={picture ?? (() => plot.current?.querySelector('svg') ?? null)} />
      </Box>
      {isTable && <ChartFigures title={title} table={table} />}
      <Box ref={plot} sx={{ display: isTable ? 'none' : 'block' }}>
        <ResizeAware>{children}</ResizeAware>
      </Box>
    </Box>
  );
}

function ChartFigures({ title, table }: { title: string; table: ChartTable }) {
  return (
    <DataTable
      label={title}
      maxHeightPx={420}
      rows={table.rows.map((cells, index) => ({ cells, index }))}
      rowKey={(row: { index: number }) => row.index}
      columns={table.header.map((label, index) => columnOf(label, index))}
    />
  );
}

function columnOf(label: string, index: number): Column<{ cells: readonly CsvCell[] }> {
  const value = (row: { cells: readonly CsvCell[] }) => row.cells[index] ?? null;
  const render = (row: { cells: readonly CsvCell[] }) => {
    const cell = value(row);
    return typeof cell === 'number' ? formatNumber(cell) : cell;
  };
  return { key: label, label, isFigure: index > 0, value, render };
}

function ExportMenu({ title, stem, figures, chart }: { title: string; stem: string; figures: () => ChartTable; chart: () => SVGSVGElement | null }) {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const toast = useToast();
  const savePng = (svg: SVGSVGElement) => {
    chartPng(svg, title)
      .then((blob) => downloadBlob(blob, `${stem}.png`))
      .catch((error: Error) => toast({ tone: 'error', message: `The chart could not be saved as PNG: ${error.message}` }));
  };
  const saveFigures = () => {
    const { header, rows } = figures();
    downloadText(toCsv(header, rows), { name: `${stem}.csv`, type: 'text/csv' });
  };
  const choices = [
    { word: 'SVG, for print', act: (svg: SVGSVGElement) => downloadText(chartSvg(svg, title), { name: `${stem}.svg`, type: 'image/svg+xml' }) },
    { word: 'PNG, for slides', act: savePng },
    { word: 'CSV, the figures', act: saveFigures },
  ];
  return (
    <>
      <Tooltip title="Save chart">
        <IconButton aria-label={`Save ${title}`} aria-haspopup="menu" aria-expanded={anchor !== null} onClick={(event) => setAnchor(event.currentTarget)}>
          <Download size={16} aria-hidden />
        </IconButton>
      </Tooltip>
      <Menu anchorEl={anchor} open={anchor !== null} onClose={() => setAnchor(null)}>
        {choices.map(({ word, act }) => (
          <MenuItem
            key={word}
            onClick={() => {
              const svg = chart();
              if (svg !== null) act(svg);
              setAnchor(null);
            }}
          >
            {word}
          </MenuItem>
        ))}
      </Menu>
    </>
  );
}
