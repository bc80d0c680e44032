/** @file A first word with a model: a prompt, how to choose tokens, and the text as it grows. Nothing of it is kept. */
import { useEffect, useId, useRef, useState } from 'react';
import { Alert, Box, Button, Dialog, DialogActions, DialogContent, DialogTitle, MenuItem, TextField, Typography } from '@mui/material';
import { Play, Square } from 'lucide-react';
import type { GenerationUpdate, RegisteredModel, WeightPrecisionName } from '#shared/contracts/models';
import { useClient } from '../../api/ClientProvider';
import { messageOf } from '../../components/format';

interface Draft {
  readonly prompt: string;
  readonly maxTokens: string;
  readonly temperature: string;
  readonly precision: WeightPrecisionName;
}

export function TryModel({ model, onClose }: { model: RegisteredModel; onClose: () => void }) {
  const titleId = useId();
  const [draft, setDraft] = useState<Draft>({ prompt: '', maxTokens: '64', temperature: '0', precision: 'f32' });
  const { text, isRunning, end, error, start, stop } = useGeneration(model);
  const edit = (changes: Partial<Draft>) => setDraft((now) => ({ ...now, ...changes }));
  const maxTokens = Number(draft.maxTokens);
  const temperature = Number(draft.temperature);
  const isUsable = draft.prompt !== '' && Number.isInteger(maxTokens) && maxTokens > 0 && temperature >= 0;
  return (
    <Dialog open onClose={onClose} fullWidth maxWidth="md" aria-labelledby={titleId}>
      <DialogTitle id={titleId}>Try {model.name}</DialogTitle>
      <DialogContent sx={{ display: 'grid', gap: 2 }}>
        <TextField label={model.hasChatTemplate ? 'Message' : 'Prompt'} value={draft.prompt} onChange={(event) => edit({ prompt: event.target.value })} multiline minRows={3} maxRows={10} fullWidth autoFocus sx={{ mt: 1 }} />
        <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 2 }}>
          <TextField label="New tokens at most" value={draft.maxTokens} onChange={(event) => edit({ maxTokens: event.target.value })} sx={{ width: 150 }} slotProps={{ htmlInput: { inputMode: 'numeric' } }} />
          <TextField label="Temperature" value={draft.temperature} onChange={(event) => edit({ temperature: event.target.value })} helperText="0 is always the same" sx={{ width: 150 }} slotProps={{ htmlInput: { inputMode: 'decimal' } }} />
          <TextField select label="Weights" value={draft.precision} onChange={(event) => edit({ precision: event.target.value as WeightPrecisionName })} sx={{ width: 150 }}>
            <MenuItem value="f32">as stored</MenuItem>
            <MenuItem value="int8">int8</MenuItem>
            <MenuItem value="int4">int4</MenuItem>
          </TextField>
        </Box>
        {(text !== '' || isRunning) && (
          <Box aria-live="polite" aria-busy={isRunning} className="dialogue-text" sx={{ p: 2, backgroundColor: 'sunken', borderRadius: 1, whiteSpace: 'pre-wrap', overflowWrap: 'anywhere', minHeight: 56 }}>
            {text}
          </Box>
        )}
        {end !== null && (
          <Typography variant="body2" sx={{ color: 'text.secondary' }}>
            {end.tokens.length} tokens, {end.tokensPerSecond.toFixed(1)} a second; {endWords[end.reason]}.
          </Typography>
        )}
        {error !== null && <Alert severity="error">{error}</Alert>}
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>Close</Button>
        {isRunning ? (
          <Button variant="outlined" startIcon={<Square size={15} aria-hidden />} onClick={stop}>
            Stop
          </Button>
        ) : (
          <Button variant="contained" startIcon={<Play size={15} aria-hidden />} disabled={!isUsable} onClick={() => start({ prompt: draft.prompt, maxTokens, temperature, precision: draft.precision })}>
            Generate
          </Button>
        )}
      </DialogActions>
    </Dialog>
  );
}

type End = Extract<GenerationUpdate, { kind: 'end' }>;

const endWords = { end: 'the model ended the text', stop: 'a stop string ended the text', length: 'cut at the greatest length' } as const;

interface Question {
  readonly prompt: string;
  readonly maxTokens: number;
  readonly temperature: number;
  readonly precision: WeightPrecisionName;
}

function useGeneration(model: RegisteredModel) {
  const client = useClient();
  const [shown, setShown] = useState<{ text: string; isRunning: boolean; end: End | null; error: string | null }>({ text: '', isRunning: false, end: null, error: null });
  const running = useRef<AbortController | null>(null);
  useEffect(() => () => running.current?.abort(), []);
  const start = async ({ prompt, ...options }: Question) => {
    const controller = new AbortController();
    running.current = controller;
    setShown({ text: '', isRunning: true, end: null, error: null });
    const asked = model.hasChatTemplate ? { messages: [{ role: 'user' as const, content: prompt }] } : { prompt };
    try {
      for await (const update of client.stream('models.generate', { model: model.id, ...asked, ...options }, { signal: controller.signal })) {
        if (update.kind === 'token') setShown((now) => ({ ...now, text: now.text + update.text }));
        else setShown((now) => ({ ...now, text: update.text, end: update }));
      }
    } catch (caught) {
      if (!controller.signal.aborted) setShown((now) => ({ ...now, error: messageOf(caught) }));
    }
    setShown((now) => ({ ...now, isRunning: false }));
  };
  return { ...shown, start: (question: Question) => void start(question), stop: () => running.current?.abort() };
}
