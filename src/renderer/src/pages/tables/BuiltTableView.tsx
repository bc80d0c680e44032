/** @file A table as a paper would print it: best bold, second underlined, groups, and each of our cells a way to the run behind it. */
import { Box, Link, Table, TableBody, TableCell as MuiTableCell, TableContainer, TableHead, TableRow, Tooltip, Typography } from '@mui/material';
import { Link as RouterLink } from 'react-router';
import type { BuiltTable, TableCell } from '#shared/contracts/tables';
import { paths } from '../../app/paths';
import { Badge } from '../../components/Badge';
import { EmptyState, visuallyHidden } from '../../components/LoadState';

export function BuiltTableView({ table }: { table: BuiltTable }) {
  if (table.rows.length === 0) return <EmptyState title="The table has no rows">Add a published table, or a row of your own, below.</EmptyState>;
  return (
    <Box>
      <TableContainer tabIndex={0} role="region" aria-label={`${table.title}, scrollable`} sx={{ border: 1, borderColor: 'divider', borderRadius: 1, backgroundColor: 'background.paper' }}>
        <Table aria-label={table.title} sx={{ '& tbody tr:last-of-type > *': { borderBottom: 0 } }}>
          <TableHead>
            <TableRow>
              <MuiTableCell>System</MuiTableCell>
              {table.columns.map((column) => (
                <MuiTableCell key={column.id} align="right">
                  {column.title}
                </MuiTableCell>
              ))}
            </TableRow>
          </TableHead>
          <TableBody>
            {table.rows.map((row, index) => (
              // Rows are drawn from the design, whose order is theirs.
              <TableRow key={index}>
                <MuiTableCell component="th" scope="row" sx={{ fontWeight: row.source === 'runs' ? 600 : 400 }}>
                  <Label row={row} previousGroup={table.rows[index - 1]?.group} />
                </MuiTableCell>
                {row.cells.map((cell, column) => (
                  <MuiTableCell key={table.columns[column]?.id ?? column} align="right" className="figures">
                    <Cell cell={cell} />
                  </MuiTableCell>
                ))}
              </TableRow>
            ))}
          </TableBody>
        </Table>
      </TableContainer>
      {table.notes.map((note) => (
        <Typography key={note} variant="caption" component="p" sx={{ color: 'text.secondary', mt: 0.75 }}>
          {note}
        </Typography>
      ))}
    </Box>
  );
}

function Label({ row, previousGroup }: { row: BuiltTable['rows'][number]; previousGroup: string | undefined }) {
  return (
    <Box>
      {row.group !== undefined && row.group !== previousGroup && (
        <Typography variant="caption" component="div" sx={{ color: 'text.secondary', fontStyle: 'italic', fontWeight: 400 }}>
          {row.group}
        </Typography>
      )}
      <Box sx={{ display: 'flex', gap: 1, alignItems: 'center', flexWrap: 'wrap' }}>
        {row.label}
        {row.paper !== undefined && (
          <Typography component="span" variant="caption" sx={{ color: 'text.secondary', fontWeight: 400 }}>
            {row.paper}
          </Typography>
        )}
        {row.isScripted && <Badge help="Made with stand-ins for language models: no result.">Scripted</Badge>}
      </Box>
    </Box>
  );
}

function Cell({ cell }: { cell: TableCell | null }) {
  if (cell === null) return <Box component="span" sx={visuallyHidden}>empty</Box>;
  const look = { fontWeight: cell.place === 'best' ? 700 : 400, textDecoration: cell.place === 'second' ? 'underline' : 'none', textUnderlineOffset: '3px' } as const;
  const mark = cell.place !== undefined && (
    <Box component="span" sx={visuallyHidden}>
      {cell.place === 'best' ? ' best' : ' second'}
    </Box>
  );
  const [first] = cell.runs;
  if (first === undefined) {
    return (
      <Box component="span" sx={look}>
        {cell.text}
        {mark}
      </Box>
    );
  }
  return (
    <Tooltip title={cell.runs.map(({ name, figure }) => `${name}: ${figure}`).join('; ')} describeChild>
      <Link component={RouterLink} to={cell.runs.length === 1 ? paths.run(first.id) : paths.compareRuns(cell.runs.map(({ id }) => id))} sx={look}>
        {cell.text}
        {mark}
      </Link>
    </Tooltip>
  );
}
