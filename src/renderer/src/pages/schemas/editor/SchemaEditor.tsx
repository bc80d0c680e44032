/** @file A schema of one's own being written: checked by the contract's rules while it is typed, saved as the next version of its id. */
import { useEffect, useMemo, useRef, useState } from 'react';
import { Alert, Box, Button, Typography } from '@mui/material';
import { Download, Save } from 'lucide-react';
import { useNavigate } from 'react-router';
import type { Output } from '#shared/contracts/index';
import { useMutate } from '../../../api/use-command';
import { paths } from '../../../app/paths';
import { countOf, messageOf } from '../../../components/format';
import { KeyHint } from '../../../components/keyboard/KeyHint';
import { useShortcuts } from '../../../components/keyboard/KeyboardProvider';
import { PageSection } from '../../../components/PageContainer';
import { useToast } from '../../../components/toasts/ToastProvider';
import { checkDraft } from '../check-draft';
import { renamed } from '../draft-edits';
import type { SchemaDraft } from '../schema-draft';
import { downloadSchema } from '../schema-file';
import { useSchemaDraft } from '../use-schema-draft';
import { DraftText } from './DraftText';
import { DerivedList, FieldList } from './FieldLists';
import { PassList, type PassListProps } from './PassList';
import { ProblemsContext } from './problems';
import { SchemaPreview } from './SchemaPreview';

export interface SchemaEditorProps {
  storageKey: string;
  begun: SchemaDraft;
  schemas: Output<'labels.schemas'>;
  /** The next version of one that is there. */
  isIdFixed: boolean;
}

export function SchemaEditor({ storageKey, begun, schemas, isIdFixed }: SchemaEditorProps) {
  const navigate = useNavigate();
  const toast = useToast();
  const { draft, isChanged, edit, forget } = useSchemaDraft(storageKey, begun);
  const { schema, problems } = useMemo(() => checkDraft(draft, builtInIds(schemas)), [draft, schemas]);
  const [attempts, setAttempts] = useState(0);
  const form = useRef<HTMLDivElement>(null);
  const save = useMutate('labels.saveSchema', {
    onDone: ({ id, name, version }) => {
      forget();
      toast({ message: `${name} is saved as version ${version}.`, tone: 'success' });
      void navigate(paths.schema(id));
    },
  });
  const canSave = !isIdFixed || isChanged;
  const submit = () => {
    if (save.isPending || !canSave) return;
    if (schema === null) setAttempts((now) => now + 1);
    else save.mutate({ schema });
  };
  useEffect(() => {
    if (attempts > 0) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [attempts]);
  useShortcuts('Label schema', [{ keys: 'Mod+Enter', label: 'Save', run: submit }]);
  const before = schemas.find(({ id, isBuiltIn }) => id === draft.id.trim() && !isBuiltIn);
  return (
    <ProblemsContext value={{ all: problems, attempts }}>
      <Box sx={{ display: 'grid', gridTemplateColumns: { xs: 'minmax(0, 1fr)', lg: 'minmax(0, 3fr) minmax(0, 2fr)' }, gap: 3, alignItems: 'start' }}>
        <Box
          ref={form}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
            event.preventDefault();
            submit();
          }}
          sx={{ minWidth: 0, maxWidth: 980, '& .MuiFormHelperText-root': { mx: 0 } }}
        >
          <WhatItIs draft={draft} edit={edit} isIdFixed={isIdFixed} newVersion={isIdFixed || before === undefined ? null : before.version + 1} />
          <FieldList draft={draft} edit={edit} />
          <DerivedList draft={draft} edit={edit} />
          <PassList draft={draft} edit={edit} />
          {save.error !== null && <Alert severity="error">{messageOf(save.error)}</Alert>}
          <Box sx={{ position: 'sticky', bottom: 0, zIndex: 4, mt: 2, py: 1.5, borderTop: 1, borderColor: 'divider', backgroundColor: 'background.default', display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 1 }}>
            <Typography variant="caption" role="status" sx={{ flex: '1 1 100px', color: problems.size > 0 && attempts > 0 ? 'error.main' : 'text.secondary' }}>
              {problems.size === 0 ? (isChanged ? 'Not saved yet; the draft is kept here.' : 'Nothing was changed.') : `${countOf(problems.size, 'thing')} to mend before it can be saved.`}
            </Typography>
            <Button disabled={!isChanged} onClick={forget}>
              Give the draft up
            </Button>
            <Button variant="outlined" startIcon={<Download size={15} aria-hidden />} disabled={schema === null} onClick={() => schema !== null && downloadSchema({ ...schema, version: before?.version ?? 1 })}>
              Download
            </Button>
            <Button variant="contained" startIcon={<Save size={15} aria-hidden />} endIcon={<KeyHint keys="Mod+Enter" />} disabled={!canSave || save.isPending} onClick={submit}>
              {before === undefined ? 'Save' : `Save as version ${before.version + 1}`}
            </Button>
          </Box>
        </Box>
        <Box tabIndex={0} role="region" aria-label="Preview" sx={{ minWidth: 0, position: { lg: 'sticky' }, top: { lg: 24 }, maxHeight: { lg: 'calc(100vh - 48px)' }, overflowY: { lg: 'auto' } }}>
          <SchemaPreview schema={schema} />
        </Box>
      </Box>
    </ProblemsContext>
  );
}

function builtInIds(schemas: Output<'labels.schemas'>): string[] {
  return schemas.flatMap(({ id, isBuiltIn }) => (isBuiltIn ? [id] : []));
}

function WhatItIs({ draft, edit, isIdFixed, newVersion }: PassListProps & { isIdFixed: boolean; /** Of another schema with this id, which saving would make; null where there is none. */ newVersion: number | null }) {
  return (
    <PageSection title="Schema">
      <Box sx={{ display: 'grid', gap: 2, pt: 0.75 }}>
        <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: 'minmax(0, 3fr) minmax(0, 2fr)', alignItems: 'start' }}>
          <DraftText label="Name" path="name" value={draft.name} onChange={(name) => edit((now) => renamed(now, name, isIdFixed))} />
          <DraftText
            label="Id"
            path="id"
            value={draft.id}
            onChange={(id) => edit((now) => ({ ...now, id }))}
            isFixed={isIdFixed}
            help={newVersion === null ? (isIdFixed ? 'Stays: this is its next version.' : 'How runs and files name it.') : `There is a schema of this id; saving makes its version ${newVersion}.`}
          />
        </Box>
        <DraftText label="Description" path="description" value={draft.description} onChange={(description) => edit((now) => ({ ...now, description }))} multiline minRows={2} maxRows={8} />
      </Box>
    </PageSection>
  );
}
