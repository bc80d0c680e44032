/** @file A template as a language model would get it, on the role's own example or on a turn of a chosen dialogue; and one real test call. */
import { useState } from 'react';
import { Alert, Box, Button, MenuItem, TextField, Typography } from '@mui/material';
import { Play } from 'lucide-react';
import { Link } from 'react-router';
import type { Endpoint } from '#shared/contracts/endpoints';
import type { RoleInfo, SlotSource } from '#shared/contracts/prompts';
import { DialogueId } from '#shared/domain/ids';
import { useCommand, useMutate } from '../../api/use-command';
import { paths } from '../../app/paths';
import { countOf, messageOf } from '../../components/format';
import { LoadState } from '../../components/LoadState';
import { PlaceBadge } from './EndpointTable';
import { MessageList } from './MessageList';
import { useSettledValue } from './use-settled-value';

export function PromptPreview({ info, text }: { info: RoleInfo; text: string }) {
  const [dialogue, setDialogue] = useState('');
  const [turn, setTurn] = useState('');
  const source = sourceOf(dialogue, turn);
  const settled = useSettledValue(text, 250);
  const preview = useCommand('prompts.preview', { role: info.role, text: settled, source }, { keepsPrevious: true, isEnabled: settled !== '' });
  return (
    <Box sx={{ display: 'grid', gap: 2 }}>
      {info.takesDialogue && (
        <Box sx={{ display: 'flex', gap: 1.5, flexWrap: 'wrap' }}>
          <TextField size="small" label="Dialogue" value={dialogue} onChange={(event) => setDialogue(event.target.value)} helperText="Its number; empty: the example" sx={{ width: 190 }} slotProps={{ htmlInput: { inputMode: 'numeric' } }} />
          <TextField size="small" label="Turn" value={turn} onChange={(event) => setTurn(event.target.value)} helperText="Empty: the last one" sx={{ width: 150 }} disabled={dialogue === ''} slotProps={{ htmlInput: { inputMode: 'numeric' } }} />
        </Box>
      )}
      <LoadState query={preview} what="the preview">
        {({ problems, messages, promptTokens }) => (
          <>
            {problems.map(({ line, message }) => (
              <Alert key={`${String(line)} ${message}`} severity="error">
                {line === null ? message : `Line ${line}: ${message}`}
              </Alert>
            ))}
            {messages.length > 0 && (
              <Typography variant="caption" sx={{ color: 'text.secondary' }}>
                About {countOf(promptTokens, 'token')}
              </Typography>
            )}
            <MessageList messages={messages} />
            {problems.length === 0 && <TestCall info={info} text={settled} source={source} />}
          </>
        )}
      </LoadState>
    </Box>
  );
}

/** Turns are counted from one on the page. */
function sourceOf(dialogue: string, turn: string): SlotSource {
  const dialogueId = DialogueId.safeParse(Number(dialogue));
  if (dialogue.trim() === '' || !dialogueId.success) return { kind: 'example' };
  const position = Number(turn) - 1;
  return { kind: 'dialogue', dialogueId: dialogueId.data, ...(turn.trim() !== '' && Number.isInteger(position) && position >= 0 && { turn: position }) };
}

function TestCall({ info, text, source }: { info: RoleInfo; text: string; source: SlotSource }) {
  const endpoints = useCommand('endpoints.list', {});
  const [chosen, setChosen] = useState<Endpoint['id'] | ''>('');
  const tryOut = useMutate('prompts.tryOut');
  const endpoint = endpoints.data?.find(({ id }) => id === chosen);
  return (
    <Box component="section" aria-label="Test call" sx={{ borderTop: 1, borderColor: 'divider', pt: 2, display: 'grid', gap: 1.5 }}>
      <Box sx={{ display: 'flex', gap: 1.5, flexWrap: 'wrap', alignItems: 'center' }}>
        <TextField select size="small" label="Ask" value={chosen} onChange={(event) => setChosen(Number(event.target.value) as Endpoint['id'])} sx={{ minWidth: 200 }}>
          {(endpoints.data ?? []).map(({ id, name }) => (
            <MenuItem key={id} value={id}>
              {name}
            </MenuItem>
          ))}
        </TextField>
        {endpoint !== undefined && <PlaceBadge endpoint={endpoint} />}
        <Button variant="outlined" startIcon={<Play size={15} aria-hidden />} disabled={endpoint === undefined || tryOut.isPending} onClick={() => endpoint !== undefined && tryOut.mutate({ role: info.role, text, source, endpoint: endpoint.id })}>
          {tryOut.isPending ? 'Asking…' : 'Ask once'}
        </Button>
      </Box>
      {tryOut.error !== null && <Alert severity="error">{messageOf(tryOut.error)}</Alert>}
      {tryOut.data !== undefined && (
        <>
          <MessageList messages={[{ role: 'assistant', content: tryOut.data.reply ?? tryOut.data.reason ?? '' }]} />
          <Typography variant="body2" sx={{ color: 'text.secondary' }}>
            {tryOut.data.isScripted && 'Scripted: no language model was asked. '}
            {tryOut.data.outcome === 'parsed' ? `Read as ${JSON.stringify(tryOut.data.value)}. ` : `${tryOut.data.reason ?? 'It could not be read'}. `}
            <Link to={paths.call(tryOut.data.id)}>The whole call</Link>
          </Typography>
        </>
      )}
    </Box>
  );
}
