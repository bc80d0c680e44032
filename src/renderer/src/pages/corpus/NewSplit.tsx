/** @file The form that adds a split. Ratios and seed are checked while they are typed; the parts to come are counted beforehand. */
import { type FormEvent, useState } from 'react';
import { Alert, Box, Button, FormControlLabel, Radio, RadioGroup, TextField, Typography } from '@mui/material';
import type { Corpus, SplitMode } from '#shared/contracts/corpora';
import { corporaContract } from '#shared/contracts/corpora';
import type { z } from 'zod';
import { useMutate } from '../../api/use-command';
import { PageSection } from '../../components/PageContainer';
import { useToast } from '../../components/toasts/ToastProvider';

type Mode = z.output<typeof SplitMode>;

const modes: readonly { mode: Mode; word: string; text: string }[] = [
  { mode: 'sequential', word: 'In order', text: 'The first dialogues train, the last test; as PPDPP and ESCA do.' },
  { mode: 'seeded', word: 'Shuffled by seed', text: 'Drawn at random; the same seed gives the same split everywhere.' },
  { mode: 'file', word: 'As the files came', text: 'One part a source file, such as train, valid and test.' },
];

export function NewSplit({ corpus }: { corpus: Corpus }) {
  const toast = useToast();
  const [mode, setMode] = useState<Mode>('sequential');
  const [ratios, setRatios] = useState('8:1:1');
  const [seed, setSeed] = useState('13');
  const split = useMutate('corpora.split', { onDone: (made) => toast({ tone: 'success', message: `${made.name}: ${made.parts.map((part) => `${part.name} ${part.dialogues}`).join(', ')}` }) });
  const offered = modes.filter((one) => one.mode !== 'file' || corpus.files.length > 1);
  const input = { corpus: corpus.id, mode, ...(mode !== 'file' && { ratios }), ...(mode === 'seeded' && { seed: Number(seed) }) };
  const checked = corporaContract['corpora.split'].input.safeParse(input);
  const problemOf = (field: string) => (checked.success ? '' : (checked.error.issues.find((issue) => issue.path[0] === field)?.message ?? ''));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (checked.success) split.mutate(input);
  };
  return (
    <PageSection title="Add a split">
      <Box component="form" onSubmit={submit} sx={{ p: 2.5, border: 1, borderColor: 'divider', borderRadius: 1.5, backgroundColor: 'background.paper', maxWidth: 720 }}>
        <RadioGroup aria-label="How to split" value={mode} onChange={(event) => setMode(event.target.value as Mode)}>
          {offered.map((one) => (
            <FormControlLabel key={one.mode} value={one.mode} control={<Radio size="small" />} label={<ModeLabel word={one.word} text={one.text} />} />
          ))}
        </RadioGroup>
        {mode !== 'file' && (
          <Box sx={{ display: 'flex', gap: 2, mt: 2, alignItems: 'flex-start' }}>
            <TextField label="Ratios" value={ratios} onChange={(event) => setRatios(event.target.value)} error={problemOf('ratios') !== ''} helperText={problemOf('ratios') || 'train : valid : test'} sx={{ width: 160 }} />
            {mode === 'seeded' && <TextField label="Seed" value={seed} onChange={(event) => setSeed(event.target.value)} error={problemOf('seed') !== ''} helperText={problemOf('seed') === '' ? 'A whole number' : 'A seed is a whole number'} slotProps={{ htmlInput: { inputMode: 'numeric' } }} sx={{ width: 160 }} />}
          </Box>
        )}
        {split.error !== null && (
          <Alert severity="error" sx={{ mt: 2 }}>
            {split.error.message}
          </Alert>
        )}
        <Button type="submit" variant="contained" disabled={!checked.success || split.isPending} sx={{ mt: 2 }}>
          Make the split
        </Button>
      </Box>
    </PageSection>
  );
}

function ModeLabel({ word, text }: { word: string; text: string }) {
  return (
    <Typography variant="body2" component="span">
      <Box component="span" sx={{ fontWeight: 550 }}>
        {word}.
      </Box>{' '}
      <Box component="span" sx={{ color: 'text.secondary' }}>
        {text}
      </Box>
    </Typography>
  );
}
