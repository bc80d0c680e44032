/** @file The corpus, the labels that are proposed, and whether people judge them or label from scratch. */
import { Box, MenuItem, TextField } from '@mui/material';
import type { LabelSet } from '#shared/contracts/labels';
import { useCommand } from '../../../api/use-command';
import { ChoiceList } from '../../measure/form/ChoiceField';
import { modeWords } from '../campaign-words';
import { FormPart } from './FormPart';
import type { PartProps } from './part';

const modes = (['validate', 'label'] as const).map((value) => ({ value, ...modeWords[value] }));

export function SourcePart({ draft, edit, sets }: PartProps & { sets: readonly LabelSet[] }) {
  const corpora = useCommand('corpora.list', { kind: 'dialogues' }).data ?? [];
  const offered = sets.filter(({ corpusId }) => corpusId === draft.corpusId);
  const corpusId = corpora.some(({ id }) => id === draft.corpusId) ? String(draft.corpusId) : '';
  const chooseCorpus = (chosen: string) => {
    const corpus = corpora.find(({ id }) => String(id) === chosen);
    if (corpus === undefined) return;
    const newest = sets.find((set) => set.corpusId === corpus.id);
    edit({ corpusId: corpus.id, labelSetId: newest?.id ?? null, split: null, goldSetId: null, fields: null, field: '', ...(newest === undefined && { mode: 'label', kind: 'random' }) });
  };
  return (
    <FormPart title="What is looked at">
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1.5 }}>
        <TextField select label="Corpus" value={corpusId} onChange={(event) => chooseCorpus(event.target.value)} sx={{ minWidth: 220 }}>
          {corpora.map(({ id, name }) => (
            <MenuItem key={id} value={String(id)}>
              {name}
            </MenuItem>
          ))}
        </TextField>
        <TextField
          select
          label="Proposed labels"
          value={offered.some(({ id }) => id === draft.labelSetId) ? String(draft.labelSetId) : ''}
          disabled={draft.corpusId === null}
          onChange={(event) => edit({ labelSetId: offered.find(({ id }) => String(id) === event.target.value)?.id ?? null, fields: null, field: '' })}
          helperText={draft.corpusId !== null && offered.length === 0 ? 'This corpus has no label set; people can label from scratch.' : undefined}
          slotProps={{ select: { displayEmpty: true }, inputLabel: { shrink: true } }}
          sx={{ minWidth: 260 }}
        >
          <MenuItem value="">None</MenuItem>
          {offered.map(({ id, name, isScripted }) => (
            <MenuItem key={id} value={String(id)}>
              {name}
              {isScripted && ' (scripted)'}
            </MenuItem>
          ))}
        </TextField>
      </Box>
      <ChoiceList label="How" choices={modes} value={draft.mode} onChange={(mode) => edit({ mode })} />
    </FormPart>
  );
}
