/** @file The first rows of a table as they are. */
import { Box } from '@mui/material';
import type { TableRows } from './mapping-roles';

const shownRows = 6;
const shownCharacters = 160;

export function RawTable({ table }: { table: TableRows }) {
  return (
    <Box tabIndex={0} role="region" aria-label="First rows of the table" sx={{ overflow: 'auto', maxHeight: 300, border: 1, borderColor: 'divider', borderRadius: 1, backgroundColor: 'background.paper' }}>
      <Box component="table" sx={{ borderCollapse: 'collapse', fontSize: '0.8125rem', lineHeight: 1.4, '& th, & td': { px: 1.25, py: 0.625, textAlign: 'left', verticalAlign: 'top', borderBottom: '1px solid', borderColor: 'divider', minWidth: 80, maxWidth: 300, overflowWrap: 'anywhere' }, '& th': { position: 'sticky', top: 0, backgroundColor: 'background.paper', fontWeight: 600, whiteSpace: 'nowrap' } }}>
        <thead>
          <tr>
            {table.columns.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.slice(0, shownRows).map((row, index) => (
            <tr key={index}>
              {row.map((cell, position) => (
                <td key={table.columns[position] ?? position}>{cell.length > shownCharacters ? `${cell.slice(0, shownCharacters)}…` : cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </Box>
    </Box>
  );
}
