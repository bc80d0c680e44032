/** @file Whether a repeated run's numbers agree with those of the first, and where they do not. */
import { Alert, Box, Link as MuiLink } from '@mui/material';
import { Link } from 'react-router';
import type { RunDetail, RunReproduction } from '#shared/contracts/run-records';
import { paths } from '../../../app/paths';
import { type Column, DataTable } from '../../../components/DataTable';
import { countOf } from '../../../components/format';
import { numberText } from '../../../components/json-text';

export function ReproductionPanel({ run: { reproduction, reproducesId, state } }: { run: RunDetail }) {
  if (reproduction === undefined) {
    if (reproducesId === undefined || state === 'done') return null;
    return <Alert severity="info">When this run is done, this page tells whether its numbers agree with those of {<RunLink id={reproducesId} />}.</Alert>;
  }
  const { isIdentical, compared, differing, artifacts, tolerance } = reproduction;
  const files = artifacts.filter((artifact) => !artifact.isIdentical);
  return (
    <Box component="section" aria-label="Reproduction">
      <Alert severity={isIdentical ? 'success' : 'warning'} sx={{ mb: differing.length > 0 ? 1.5 : 0 }}>
        {isIdentical ? 'Reproduced: ' : 'Not the same: '}
        {differing.length === 0 ? `all ${countOf(compared, 'value')} agree` : `${countOf(differing.length, 'figure')} ${differing.length === 1 ? 'differs' : 'differ'} over ${countOf(compared, 'value')}`} with <RunLink id={reproduction.of} />
        {tolerance > 0 ? `, up to ${numberText(tolerance)} of their size` : ', digit by digit'}
        {artifacts.length > 0 && (files.length === 0 ? `; its ${countOf(artifacts.length, 'file')} ${artifacts.length === 1 ? 'is' : 'are'} the same.` : `; different files: ${files.map(({ name }) => name).join(', ')}.`)}
      </Alert>
      {differing.length > 0 && <DataTable label="Figures that differ" columns={columns} rows={differing} rowKey={({ name }) => name} />}
    </Box>
  );
}

function RunLink({ id }: { id: RunReproduction['of'] }) {
  return (
    <MuiLink component={Link} to={paths.run(id)}>
      run {id}
    </MuiLink>
  );
}

type Difference = RunReproduction['differing'][number];

/** Values with all their digits: often only the last ones differ. */
const columns: readonly Column<Difference>[] = [
  { key: 'name', label: 'Figure', value: ({ name }) => name },
  { key: 'values', label: 'Values that differ', isFigure: true, value: ({ values }) => values },
  { key: 'step', label: 'First at step', isFigure: true, value: ({ step }) => step },
  { key: 'expected', label: 'First run', isFigure: true, value: ({ expected }) => expected, render: ({ expected }) => (expected === null ? 'none' : String(expected)) },
  { key: 'found', label: 'This run', isFigure: true, value: ({ found }) => found, render: ({ found }) => (found === null ? 'none' : String(found)) },
];
