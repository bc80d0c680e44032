/** @file Where a result came from: its inputs with their hashes, its options, the version that measured it, and the way to reproduce it. */
import type { ReactNode } from 'react';
import { Box, Link, Typography } from '@mui/material';
import { Link as RouterLink } from 'react-router';
import type { Measurement, MeasurementInput } from '#shared/contracts/measure';
import { paths } from '../../../app/paths';
import { type Column, DataTable } from '../../../components/DataTable';
import { formatBytes, formatCount, formatDateTime } from '../../../components/format';
import { PageSection } from '../../../components/PageContainer';
import { agreementLevels, averagedLabelChoices, biasGuards, columnWords, profiles, unparsedPolicies, vocabularyChoices, wordOf } from '../option-words';

export function SourceTab({ measurement }: { measurement: Measurement }) {
  const { inputs, bootstrap, solaceVersion, createdAt, reproduction } = { ...measurement, bootstrap: measurement.options.bootstrap };
  return (
    <>
      <PageSection title="Made from" description="Equal hashes mean equal content, whatever a file is called.">
        <DataTable label="Inputs" columns={inputColumns} rows={inputs} rowKey={({ role }) => role} />
      </PageSection>
      <PageSection title="Measured with">
        <Facts>
          {optionsOf(measurement).map(([word, value]) => (
            <Fact key={word} word={word} value={value} />
          ))}
          <Fact word="Intervals" value={bootstrap === undefined ? 'none' : `${formatCount(bootstrap.resamples)} resamples, seed ${bootstrap.seed}, ${Math.round(bootstrap.level * 1000) / 10}%`} />
          <Fact word="Solace" value={`version ${solaceVersion}, ${formatDateTime(createdAt)}`} />
          {reproduction !== undefined && <Fact word="Reproduces" value={`${reproduction.of} (${reproduction.isIdentical ? 'every figure the same' : `differs in ${reproduction.differing.join(', ')}`})`} />}
        </Facts>
      </PageSection>
      <PageSection title="To reproduce it">
        <Typography variant="body2" sx={{ maxWidth: '75ch' }}>
          Export it as JSON: the file holds the texts, options and figures. “Reproduce a JSON” in the Measure room, or <code>solace metrics reproduce FILE</code> on the command line, measures it again and says whether every figure is the same.
        </Typography>
      </PageSection>
    </>
  );
}

function Facts({ children }: { children: ReactNode }) {
  return (
    <Box component="dl" sx={{ m: 0, display: 'grid', gridTemplateColumns: 'max-content minmax(0, 1fr)', columnGap: 3, rowGap: 0.75, fontSize: '0.875rem', '& dt': { color: 'text.secondary' }, '& dd': { m: 0, overflowWrap: 'anywhere' } }}>
      {children}
    </Box>
  );
}

function Fact({ word, value }: { word: string; value: string }) {
  return (
    <>
      <dt>{word}</dt>
      <dd>{value}</dd>
    </>
  );
}

function optionsOf(measurement: Measurement): [string, string][] {
  switch (measurement.kind) {
    case 'nlg':
    case 'comparison':
      return [['Profile', wordOf(profiles, measurement.options.profile)]];
    case 'strategy':
      return [
        ['Vocabulary', wordOf(vocabularyChoices, measurement.options.labels)],
        ['Predictions that name no strategy', wordOf(unparsedPolicies, measurement.options.unparsedPolicy)],
        ['Labels averaged in macro-F1', wordOf(averagedLabelChoices, measurement.options.averagedLabels)],
        ['Where B is not defined', wordOf(biasGuards, measurement.options.biasGuard)],
      ];
    default:
      return [
        ['Level of alpha', wordOf(agreementLevels, measurement.options.level)],
        ...(measurement.options.order === undefined ? [] : [['Order of the labels', measurement.options.order.join(' < ')] as [string, string]]),
      ];
  }
}

const inputColumns: readonly Column<MeasurementInput>[] = [
  { key: 'role', label: 'Role', value: ({ role }) => role },
  { key: 'name', label: 'From', value: ({ name }) => name, render: (input) => <InputName input={input} /> },
  { key: 'column', label: 'Column', value: columnText },
  { key: 'lines', label: 'Rows', isFigure: true, value: ({ lines }) => lines, render: ({ lines }) => formatCount(lines) },
  { key: 'size', label: 'Size', isFigure: true, value: (input) => (input.kind === 'file' ? input.sizeBytes : null), render: (input) => (input.kind === 'file' ? formatBytes(input.sizeBytes) : '–') },
  { key: 'sha256', label: 'SHA-256', value: ({ sha256 }) => sha256, render: ({ sha256 }) => <code title={sha256}>{sha256.slice(0, 16)}…</code> },
];

function InputName({ input }: { input: MeasurementInput }) {
  if (input.kind === 'file') return <Box component="span" sx={{ overflowWrap: 'anywhere' }}>{input.name}</Box>;
  return (
    <>
      <Link component={RouterLink} to={paths.corpus(input.corpusId)}>
        {input.name}
      </Link>
      {input.split !== undefined && `, ${input.split.part} of ${input.split.name}`}
    </>
  );
}

function columnText(input: MeasurementInput): string {
  if (input.kind === 'file') return input.column ?? 'whole row';
  return `${columnWords[input.column]}${input.skipsOpening ? ', without the opening' : ''}`;
}
