/** @file The values of a field, to be written: a word for files, a title, other spellings, and when to give each. */
import { memo } from 'react';
import { Box, Button } from '@mui/material';
import { Plus } from 'lucide-react';
import { changed, moved, retitledValue, without } from '../draft-edits';
import { blankValue, type ValueDraft } from '../schema-draft';
import { DraftProblem, DraftText } from './DraftText';
import { ItemButtons } from './ItemButtons';

const leastValues = 2;

export interface ValueRowsProps {
  values: readonly ValueDraft[];
  isOrdinal: boolean;
  /** Of the list, e.g. "fields.0.values". */
  path: string;
  freshKey: number;
  /** Always the same function. */
  edit: EditValues;
}

export type EditValues = (change: (now: readonly ValueDraft[]) => ValueDraft[]) => void;

export function ValueRows({ values, isOrdinal, path, freshKey, edit }: ValueRowsProps) {
  const word = isOrdinal ? 'level' : 'value';
  return (
    <Box role="group" aria-label={isOrdinal ? 'Levels, the lowest first' : 'Values'} sx={{ display: 'grid', gap: 1.5 }}>
      <Box component="ol" sx={{ m: 0, p: 0, listStyle: 'none', display: 'grid', gap: 1.5 }}>
        {values.map((value, index) => (
          <ValueRow key={value.key} value={value} word={word} path={`${path}.${index}`} index={index} count={values.length} edit={edit} />
        ))}
      </Box>
      <DraftProblem path={path} />
      <Button variant="outlined" startIcon={<Plus size={15} aria-hidden />} onClick={() => edit((now) => [...now, { ...blankValue(freshKey), value: nextLevel(now, isOrdinal) }])} sx={{ justifySelf: 'start' }}>
        Add a {word}
      </Button>
    </Box>
  );
}

interface ValueRowProps {
  value: ValueDraft;
  word: string;
  path: string;
  index: number;
  count: number;
  edit: EditValues;
}

const ValueRow = memo(function ValueRow({ value, word, path, index, count, edit }: ValueRowProps) {
  const { key, title } = value;
  const change = (changes: Partial<ValueDraft>) => edit((now) => changed(now, key, changes));
  return (
    <Box component="li" sx={{ display: 'grid', columnGap: 1, rowGap: 1.5, gridTemplateColumns: 'minmax(90px, 1fr) minmax(120px, 2fr) minmax(110px, 2fr) auto', alignItems: 'start', pt: 1.5, borderTop: 1, borderColor: 'divider' }}>
      <DraftText label="Value" path={`${path}.value`} value={value.value} onChange={(next) => change({ value: next })} />
      <DraftText label="Title" path={`${path}.title`} value={title} onChange={(next) => change(retitledValue(value, next))} />
      <DraftText label="Other spellings" path={`${path}.aliases`} value={value.aliases} onChange={(next) => change({ aliases: next })} />
      <ItemButtons what={`${word} ${title === '' ? index + 1 : title}`} index={index} count={count} least={leastValues} onMove={(step) => edit((now) => moved(now, key, step))} onRemove={() => edit((now) => without(now, key))} />
      <DraftText label="When to give it" path={`${path}.description`} value={value.description} onChange={(next) => change({ description: next })} multiline maxRows={6} sx={{ gridColumn: '1 / -2' }} />
    </Box>
  );
});

/** Levels that are numbers go on counting. */
function nextLevel(values: readonly ValueDraft[], isOrdinal: boolean): string {
  const isCounted = isOrdinal && values.every(({ value }, index) => value === String(index + 1));
  return isCounted ? String(values.length + 1) : '';
}
