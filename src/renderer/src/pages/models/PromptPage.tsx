/** @file Answers: how is one role asked, how would the words look on a real dialogue, and what does a model make of them? A draft is kept until it is saved. */
import { useState } from 'react';
import { Alert, Box, Button, Link, Skeleton, Tab, Tabs, TextField } from '@mui/material';
import { Save } from 'lucide-react';
import { Link as RouterLink, useParams, useSearchParams } from 'react-router';
import type { Prompt, PromptSummary, RoleInfo } from '#shared/contracts/prompts';
import { PromptId } from '#shared/domain/ids';
import { useCommand, useMutate } from '../../api/use-command';
import { paths } from '../../app/paths';
import { messageOf } from '../../components/format';
import { EmptyState, LoadState } from '../../components/LoadState';
import { PageContainer } from '../../components/PageContainer';
import { useToast } from '../../components/toasts/ToastProvider';
import { PromptDiff } from './PromptDiff';
import { PromptPreview } from './PromptPreview';
import { PromptVersions } from './PromptVersions';
import { SlotList } from './SlotList';
import { useDraftText } from './use-draft-text';

/** Asked for only once the version in use is known. */
const nobody = PromptId.parse(1);

export function PromptPage() {
  const { role = '' } = useParams();
  const roles = useCommand('prompts.roles', {});
  const versions = useCommand('prompts.versions', { role });
  const info = roles.data?.find((one) => one.role === role);
  const current = versions.data?.find(({ isCurrent }) => isCurrent);
  const prompt = useCommand('prompts.get', { promptId: current?.id ?? nobody }, { isEnabled: current !== undefined });
  return (
    <PageContainer title={info?.title ?? role} breadcrumb={<PromptsLink />} subtitle={info?.description} maxWidthPx="none">
      {roles.data !== undefined && info === undefined ? (
        <EmptyState title="There is no such role">The address names no role. Choose one from the list of prompts.</EmptyState>
      ) : (
        <LoadState query={prompt} what="the template" skeleton={<Skeleton variant="rounded" height={400} />}>
          {(found) => info !== undefined && <Editor key={found.id} info={info} prompt={found} versions={versions.data ?? []} />}
        </LoadState>
      )}
    </PageContainer>
  );
}

function PromptsLink() {
  return (
    <Link component={RouterLink} to={paths.prompts}>
      Prompts
    </Link>
  );
}

const sides = [
  { key: 'preview', word: 'Preview' },
  { key: 'slots', word: 'Slots' },
  { key: 'changes', word: 'Changes' },
  { key: 'versions', word: 'Versions' },
] as const;

function Editor({ info, prompt, versions }: { info: RoleInfo; prompt: Prompt; versions: readonly PromptSummary[] }) {
  const toast = useToast();
  const [params, setParams] = useSearchParams();
  const draft = useDraftText(`prompt.${info.role}`, prompt.text);
  const [note, setNote] = useState('');
  const save = useMutate('prompts.save', {
    onDone: ({ version }) => {
      draft.forget();
      toast({ message: `Version ${version} is in use from now on.`, tone: 'success' });
    },
  });
  const side = sides.find(({ key }) => key === params.get('side'))?.key ?? 'preview';
  const isChanged = draft.text !== prompt.text;
  return (
    <Box sx={{ display: 'grid', gridTemplateColumns: { xs: '1fr', lg: 'minmax(0, 1fr) minmax(0, 1fr)' }, gap: 3, alignItems: 'start' }}>
      <Box sx={{ display: 'grid', gap: 1.5 }}>
        <TextField
          label="Template"
          value={draft.text}
          onChange={(event) => draft.change(event.target.value)}
          multiline
          minRows={22}
          fullWidth
          helperText={'Lines "# System", "# User" and "# Assistant" begin messages. {{ slot }} puts a value in; {% for %} and {% if %} work as in Jinja.'}
          slotProps={{ htmlInput: { spellCheck: false, style: { fontFamily: 'ui-monospace, monospace', fontSize: '0.8125rem', lineHeight: 1.55 } } }}
        />
        {save.error !== null && <Alert severity="error">{messageOf(save.error)}</Alert>}
        <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1.5, alignItems: 'center' }}>
          <TextField label="What was changed, and why" value={note} onChange={(event) => setNote(event.target.value)} size="small" sx={{ flex: '1 1 220px' }} />
          {isChanged && <Button onClick={draft.forget}>Back to version {prompt.version}</Button>}
          <Button variant="contained" startIcon={<Save size={15} aria-hidden />} disabled={!isChanged || save.isPending} onClick={() => save.mutate({ role: info.role, text: draft.text, note })}>
            Save and use
          </Button>
        </Box>
      </Box>
      <Box sx={{ minWidth: 0 }}>
        <Tabs value={side} onChange={(_, key: string) => setParams({ side: key }, { replace: true })} aria-label="Beside the template" sx={{ mb: 2 }}>
          {sides.map(({ key, word }) => (
            <Tab key={key} value={key} label={word} id={`side-${key}`} aria-controls="side-panel" />
          ))}
        </Tabs>
        <Box role="tabpanel" id="side-panel" aria-labelledby={`side-${side}`}>
          {side === 'preview' && <PromptPreview info={info} text={draft.text} />}
          {side === 'slots' && <SlotList info={info} />}
          {side === 'changes' && <PromptDiff before={prompt.text} after={draft.text} />}
          {side === 'versions' && <PromptVersions versions={versions} onTake={draft.change} />}
        </Box>
      </Box>
    </Box>
  );
}
