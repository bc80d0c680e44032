/** @file How a language model would be asked by the draft, pass by pass, on an example dialogue. */
import { useState } from 'react';
import { Alert, Box, MenuItem, Skeleton, TextField, Typography } from '@mui/material';
import { z } from 'zod';
import type { RoleInfo } from '#shared/contracts/prompts';
import { Json } from '#shared/domain/json';
import type { AnnotationPass, LabelSchema } from '#shared/domain/label-schema';
import { useCommand } from '../../../api/use-command';
import { countOf } from '../../../components/format';
import { LoadState } from '../../../components/LoadState';
import { Panel } from '../../../components/Panel';
import { MessageList } from '../../models/MessageList';
import { useSettledValue } from '../../models/use-settled-value';

/** Null where the draft cannot be asked yet. */
export function SchemaPreview({ schema }: { schema: LabelSchema | null }) {
  const settled = useSettledValue(schema, 300);
  const roles = useCommand('prompts.roles', {});
  const [chosen, setChosen] = useState('');
  const pass = settled?.passes.find(({ id }) => id === chosen) ?? settled?.passes[0];
  const role = roles.data?.find((one) => one.role === pass?.role);
  return (
    <Panel title="How a language model is asked">
      {settled === null || pass === undefined ? (
        <Typography variant="body2" sx={{ color: 'text.secondary' }}>
          Once nothing is left to mend, the prompt stands here as it would be sent.
        </Typography>
      ) : (
        <Box sx={{ display: 'grid', gap: 2 }}>
          {settled.passes.length > 1 && (
            <TextField select label="Pass" value={pass.id} onChange={(event) => setChosen(event.target.value)} sx={{ mt: 0.5 }}>
              {settled.passes.map(({ id, title }) => (
                <MenuItem key={id} value={id}>
                  {title}
                </MenuItem>
              ))}
            </TextField>
          )}
          {role === undefined ? <LoadState query={roles} what="the prompts">{() => <Alert severity="error">There is no prompt for the role “{pass.role}”. Choose another one for this pass.</Alert>}</LoadState> : <Asked schema={settled} pass={pass} role={role} />}
        </Box>
      )}
    </Panel>
  );
}

function Asked({ schema, pass, role }: { schema: LabelSchema; pass: AnnotationPass; role: RoleInfo }) {
  const preview = useCommand('prompts.preview', { role: role.role, source: { kind: 'slots', slots: slotsOf(schema, pass, role) } }, { keepsPrevious: true });
  return (
    <LoadState query={preview} what="the preview" skeleton={<Skeleton variant="rounded" height={280} />}>
      {({ problems, messages, promptTokens }) => (
        <>
          {problems.map(({ message }) => (
            <Alert key={message} severity="error">
              {message}
            </Alert>
          ))}
          <Typography variant="caption" sx={{ color: 'text.secondary' }}>
            About {countOf(promptTokens, 'token')}, on an example
          </Typography>
          <MessageList messages={messages} />
        </>
      )}
    </LoadState>
  );
}

const Utterances = z.array(z.record(z.string(), Json)).catch([]);

/** The role's own example dialogue, without the labels that its own fields know beforehand. */
function slotsOf({ fields }: LabelSchema, pass: AnnotationPass, { example }: RoleInfo): Record<string, Json> {
  const utterances = Utterances.parse(example['utterances']).map((one) => ({ ...one, known: {} }));
  return { utterances, fields: fields.filter(({ id }) => pass.fields.includes(id)) };
}
