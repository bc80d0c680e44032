/** @file Adds an endpoint or changes one. A key goes in and never comes out; limits and prices stand folded until wanted. */
import { type FormEvent, useId, useState } from 'react';
import { Accordion, AccordionDetails, AccordionSummary, Alert, Box, Button, Checkbox, Dialog, DialogActions, DialogContent, DialogTitle, FormControlLabel, MenuItem, TextField, Typography } from '@mui/material';
import { ChevronDown } from 'lucide-react';
import type { Endpoint } from '#shared/contracts/endpoints';
import { useCommand, useMutate } from '../../api/use-command';
import { messageOf } from '../../components/format';
import { type EndpointDraft, draftOf, problemOf, toChanges, toNew } from './endpoint-draft';

export function EndpointDialog({ endpoint, onClose }: { endpoint: Endpoint | null; onClose: () => void }) {
  const titleId = useId();
  const [draft, setDraft] = useState<EndpointDraft>(() => draftOf(endpoint));
  const add = useMutate('endpoints.add', { onDone: onClose });
  const change = useMutate('endpoints.edit', { onDone: onClose });
  const problem = problemOf(draft);
  const refusal = add.error ?? change.error;
  const edit = (changes: Partial<EndpointDraft>) => setDraft((now) => ({ ...now, ...changes }));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (endpoint === null) add.mutate(toNew(draft));
    else change.mutate({ endpoint: endpoint.id, changes: toChanges(draft) });
  };
  return (
    <Dialog open onClose={onClose} fullWidth maxWidth="sm" aria-labelledby={titleId}>
      <form onSubmit={submit}>
        <DialogTitle id={titleId}>{endpoint === null ? 'Add an endpoint' : `Change ${endpoint.name}`}</DialogTitle>
        <DialogContent sx={{ display: 'grid', gap: 2 }}>
          <WhatItIs draft={draft} edit={edit} isNew={endpoint === null} />
          {draft.kind === 'openai' && <WhereItIs draft={draft} edit={edit} endpoint={endpoint} />}
          <Limits draft={draft} edit={edit} />
          {refusal !== null && <Alert severity="error">{messageOf(refusal)}</Alert>}
        </DialogContent>
        <DialogActions>
          <Typography variant="caption" role="status" sx={{ flex: 1, px: 1, color: 'text.secondary' }}>
            {problem}
          </Typography>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="contained" disabled={problem !== null || add.isPending || change.isPending}>
            {endpoint === null ? 'Add' : 'Save'}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}

interface PartProps {
  draft: EndpointDraft;
  edit: (changes: Partial<EndpointDraft>) => void;
}

function WhatItIs({ draft, edit, isNew }: PartProps & { isNew: boolean }) {
  const models = useCommand('models.list', {}, { isEnabled: draft.kind === 'native' });
  const decoders = (models.data ?? []).filter(({ kind }) => kind === 'decoder');
  return (
    <>
      <TextField select label="Kind" value={draft.kind} disabled={!isNew} onChange={(event) => edit({ kind: event.target.value as EndpointDraft['kind'], model: '' })} sx={{ mt: 1 }}>
        <MenuItem value="openai">A server that speaks OpenAI&rsquo;s chat completions</MenuItem>
        <MenuItem value="native">A registered model, run by Solace itself</MenuItem>
      </TextField>
      <TextField label="Name" value={draft.name} onChange={(event) => edit({ name: event.target.value })} autoFocus={isNew} />
      {draft.kind === 'native' ? (
        <TextField select label="Model" value={draft.model} onChange={(event) => edit({ model: event.target.value })} helperText={decoders.length === 0 ? 'Register a decoder such as Llama first.' : undefined}>
          {decoders.map(({ id, name }) => (
            <MenuItem key={id} value={name}>
              {name}
            </MenuItem>
          ))}
        </TextField>
      ) : (
        <TextField label="Model" value={draft.model} onChange={(event) => edit({ model: event.target.value })} helperText="As the server names it." />
      )}
    </>
  );
}

function WhereItIs({ draft, edit, endpoint }: PartProps & { endpoint: Endpoint | null }) {
  return (
    <>
      <TextField label="Addresses" value={draft.baseUrls} onChange={(event) => edit({ baseUrls: event.target.value })} multiline maxRows={6} helperText="One a line, e.g. http://localhost:8000/v1. Several servers of one model share the work." />
      <TextField label="Key" type="password" autoComplete="off" value={draft.apiKey} onChange={(event) => edit({ apiKey: event.target.value })} helperText={endpoint?.hasKey === true ? 'A key is kept, encrypted. Leave this empty to keep it.' : 'Kept encrypted, never shown, logged or exported. Leave it empty where none is needed.'} />
      <TextField label="Or the environment variable that holds it" value={draft.apiKeyVariable} onChange={(event) => edit({ apiKeyVariable: event.target.value })} />
      <FormControlLabel control={<Checkbox checked={draft.isDeclaredLocal} onChange={(event) => edit({ isDeclaredLocal: event.target.checked })} />} label="These addresses are my own machines: text sent there does not leave them" />
    </>
  );
}

const limitFields = [
  { key: 'maxConcurrency', label: 'Calls at a time' },
  { key: 'requestsPerMinute', label: 'Requests a minute' },
  { key: 'tokensPerMinute', label: 'Tokens a minute' },
  { key: 'timeoutSeconds', label: 'Patience, seconds' },
  { key: 'promptPrice', label: 'Price of a million prompt tokens' },
  { key: 'replyPrice', label: 'Price of a million reply tokens' },
] as const satisfies readonly { key: keyof EndpointDraft; label: string }[];

function Limits({ draft, edit }: PartProps) {
  return (
    <Accordion disableGutters variant="outlined">
      <AccordionSummary expandIcon={<ChevronDown size={16} aria-hidden />}>Limits and prices</AccordionSummary>
      <AccordionDetails>
        <Box sx={{ display: 'grid', gridTemplateColumns: 'repeat(auto-fill, minmax(220px, 1fr))', gap: 2 }}>
          {limitFields.map(({ key, label }) => (
            <TextField key={key} label={label} value={draft[key]} onChange={(event) => edit({ [key]: event.target.value })} slotProps={{ htmlInput: { inputMode: 'decimal' } }} helperText={key === 'requestsPerMinute' || key === 'tokensPerMinute' ? 'Empty: no limit' : undefined} />
          ))}
        </Box>
      </AccordionDetails>
    </Accordion>
  );
}
