/** @file A column of a corpus, or of one part of one of its splits. */
import { Box, Checkbox, FormControlLabel, MenuItem, TextField } from '@mui/material';
import { Library } from 'lucide-react';
import type { Corpus } from '#shared/contracts/corpora';
import type { CorpusColumn } from '#shared/contracts/measure';
import { useCommand } from '../../../api/use-command';
import { countOf } from '../../../components/format';
import { PartSelect } from '../../corpus/PartSelect';
import { columnWords } from '../option-words';
import { ChosenSource } from './ChosenSource';
import { type CorpusDraft, sourceOf } from './drafts';
import { FieldProblem } from './FieldProblem';
import { Samples } from './FileChoice';

export interface CorpusChoiceProps {
  label: string;
  corpora: readonly Corpus[];
  columns: readonly CorpusColumn[];
  value: CorpusDraft;
  onChange: (value: CorpusDraft | null) => void;
}

export function CorpusChoice({ label, corpora, columns, value, onChange }: CorpusChoiceProps) {
  const splits = useCommand('corpora.splits', { corpus: value.corpusId });
  const found = useCommand('measure.inspect', { source: sourceOf(value) }, { keepsPrevious: true });
  const corpusId = corpora.some(({ id }) => id === value.corpusId) ? String(value.corpusId) : '';
  const chooseCorpus = (chosen: string) => {
    const corpus = corpora.find(({ id }) => String(id) === chosen);
    if (corpus !== undefined) onChange({ ...value, corpusId: corpus.id, split: null });
  };
  return (
    <>
      <ChosenSource icon={Library} label={label} name={corpora.find(({ id }) => id === value.corpusId)?.name ?? 'A corpus that is gone'} note={found.data === undefined ? '' : `${countOf(found.data.rows, 'row')}, in the order of the dialogues`} onRemove={() => onChange(null)} />
      <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'flex-start', gap: 1.5, pt: 1.25 }}>
        <TextField select label="Corpus" value={corpusId} onChange={(event) => chooseCorpus(event.target.value)} sx={{ minWidth: 170 }}>
          {corpora.map(({ id, name }) => (
            <MenuItem key={id} value={String(id)}>
              {name}
            </MenuItem>
          ))}
        </TextField>
        <PartSelect label="Part" splits={splits.data ?? []} value={value.split} onChange={(split) => onChange({ ...value, split })} />
        <TextField select label="Column" value={value.column} onChange={(event) => onChange({ ...value, column: event.target.value as CorpusColumn })} sx={{ minWidth: 230 }}>
          {columns.map((column) => (
            <MenuItem key={column} value={column}>
              {columnWords[column]}
            </MenuItem>
          ))}
        </TextField>
      </Box>
      <FormControlLabel
        control={<Checkbox checked={value.skipsOpening} onChange={(event) => onChange({ ...value, skipsOpening: event.target.checked })} />}
        label="Leave out what stands before the other speaker’s first turn"
        slotProps={{ typography: { variant: 'body2' } }}
      />
      {found.error !== null && <FieldProblem key={found.error.message} message={found.error.message} />}
      {found.data !== undefined && found.error === null && <Samples samples={found.data.samples} />}
    </>
  );
}
