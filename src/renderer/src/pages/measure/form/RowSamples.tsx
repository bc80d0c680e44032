/** @file The first rows of a table under its columns, so that a wrong column is seen before it is measured. */
import { Box } from '@mui/material';
import { Samples } from './FileChoice';

/** Of a wide table the first columns are enough. */
const mostColumns = 6;

export function RowSamples({ samples, columns }: { samples: readonly string[]; columns: readonly string[] }) {
  const rows = samples.map(fieldsOf);
  const shown = columns.slice(0, mostColumns);
  if (shown.length === 0 || rows.includes(null)) return <Samples samples={samples} />;
  return (
    <Box sx={{ mt: 1.25, overflowX: 'auto' }}>
      <Box component="table" aria-label="First rows" sx={{ borderCollapse: 'collapse', fontSize: '0.8125rem', color: 'text.secondary', '& th, & td': { textAlign: 'left', py: 0.25, pr: 3, maxWidth: 260, overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' }, '& th': { fontWeight: 550 } }}>
        <thead>
          <tr>
            {shown.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <tr key={index}>
              {shown.map((column) => (
                <td key={column}>{textOf(row?.[column])}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </Box>
    </Box>
  );
}

/** Null where the sample was cut or is no object. */
function fieldsOf(sample: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(sample);
    return typeof value === 'object' && value !== null ? { ...value } : null;
  } catch {
    return null;
  }
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value ?? '');
}
