/** @file In which passes a language model is asked: each field in one of them, fields of one pass in one question. */
import { Box, Button, Checkbox, FormControlLabel, FormGroup, FormLabel, MenuItem, TextField } from '@mui/material';
import { Plus } from 'lucide-react';
import type { RoleInfo } from '#shared/contracts/prompts';
import { useCommand } from '../../../api/use-command';
import { PageSection } from '../../../components/PageContainer';
import { addPass, askIn, changed, moved, removePass, retitledPass } from '../draft-edits';
import { type PassDraft, type SchemaDraft, usualRole } from '../schema-draft';
import type { EditDraft } from '../use-schema-draft';
import { DraftProblem, DraftText } from './DraftText';
import { ItemButtons } from './ItemButtons';

export interface PassListProps {
  draft: SchemaDraft;
  edit: EditDraft;
}

export function PassList({ draft, edit }: PassListProps) {
  const roles = useCommand('prompts.roles', {});
  const annotating = (roles.data ?? []).filter(({ role }) => role.startsWith('annotate-'));
  return (
    <PageSection
      title="Passes"
      description="A language model reads a window of the dialogue once for each pass. Fields that are asked for together cost less and may colour one another."
      actions={
        <Button variant="outlined" startIcon={<Plus size={15} aria-hidden />} onClick={() => edit(addPass)}>
          Add a pass
        </Button>
      }
    >
      <DraftProblem path="passes" />
      <Box component="ol" sx={{ m: 0, p: 0, listStyle: 'none', display: 'grid', gap: 1.5 }}>
        {draft.passes.map((pass, index) => (
          <Pass key={pass.key} pass={pass} index={index} draft={draft} roles={annotating} edit={edit} />
        ))}
      </Box>
    </PageSection>
  );
}

function Pass({ pass, index, draft, roles, edit }: PassListProps & { pass: PassDraft; index: number; roles: readonly RoleInfo[] }) {
  const path = `passes.${index}`;
  const change = (changes: Partial<PassDraft>) => edit((now) => ({ ...now, passes: changed(now.passes, pass.key, changes) }));
  const known = roles.some(({ role }) => role === pass.role) ? roles : [{ role: pass.role, title: pass.role }, ...roles];
  return (
    <Box component="li" sx={{ border: 1, borderColor: 'divider', borderRadius: 1.5, backgroundColor: 'background.paper', p: 1.5, display: 'grid', gap: 1.5 }}>
      <Box sx={{ display: 'flex', gap: 1.5, alignItems: 'start' }}>
        <DraftText label="Title of the pass" path={`${path}.title`} value={pass.title} onChange={(title) => change(retitledPass(pass, title))} sx={{ flex: '1 1 160px' }} />
        <TextField select label="Prompt" value={pass.role} onChange={(event) => change({ role: event.target.value })} helperText={pass.role === usualRole ? undefined : 'Worded for fields of ESCA'} sx={{ flex: '1 1 180px' }}>
          {known.map(({ role, title }) => (
            <MenuItem key={role} value={role}>
              {title}
            </MenuItem>
          ))}
        </TextField>
        <ItemButtons
          what={`pass ${pass.title === '' ? index + 1 : pass.title}`}
          index={index}
          count={draft.passes.length}
          least={1}
          onMove={(step) => edit((now) => ({ ...now, passes: moved(now.passes, pass.key, step) }))}
          onRemove={() => edit((now) => removePass(now, pass.key))}
        />
      </Box>
      <Box component="fieldset" sx={{ border: 0, m: 0, p: 0, minWidth: 0 }}>
        <FormLabel component="legend" sx={{ fontSize: '0.8125rem' }}>
          Asked together
        </FormLabel>
        <FormGroup row>
          {draft.fields.map(({ key, title }) => (
            <FormControlLabel key={key} label={title === '' ? 'A field without a title' : title} control={<Checkbox checked={pass.fields.includes(key)} onChange={(event) => edit((now) => askIn(now, key, event.target.checked ? pass.key : null))} />} />
          ))}
        </FormGroup>
        <DraftProblem path={`${path}.fields`} />
        <DraftProblem path={`${path}.id`} />
      </Box>
    </Box>
  );
}
