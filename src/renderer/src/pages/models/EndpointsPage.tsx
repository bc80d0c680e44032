/** @file Answers: which language models can be asked, does each work, how fast is it, and which of them send text off this machine? */
import { useState } from 'react';
import { Button, Skeleton } from '@mui/material';
import { PlugZap, Plus } from 'lucide-react';
import type { Endpoint } from '#shared/contracts/endpoints';
import { useCommand } from '../../api/use-command';
import { EmptyState, LoadState } from '../../components/LoadState';
import { EndpointDialog } from './EndpointDialog';
import { EndpointTable } from './EndpointTable';
import { ModelsFrame } from './ModelsFrame';

export function EndpointsPage() {
  const endpoints = useCommand('endpoints.list', {});
  const [edited, setEdited] = useState<Endpoint | 'new' | null>(null);
  const addButton = (
    <Button variant="contained" startIcon={<Plus size={16} aria-hidden />} onClick={() => setEdited('new')}>
      Add an endpoint
    </Button>
  );
  return (
    <ModelsFrame title="Endpoints" subtitle="Where language models are asked. Scripted ones come with Solace: rules that stand in for a language model, marked wherever their output appears." actions={addButton} maxWidthPx={1560}>
      <LoadState
        query={endpoints}
        what="the endpoints"
        skeleton={<Skeleton variant="rounded" height={240} />}
        isEmpty={(list) => list.length === 0}
        empty={
          <EmptyState icon={<PlugZap size={28} aria-hidden />} title="No endpoint yet" action={addButton}>
            Any server that speaks OpenAI&rsquo;s chat completions: vLLM, llama.cpp, Ollama, LM Studio, or a provider on the internet.
          </EmptyState>
        }
      >
        {(list) => <EndpointTable endpoints={list} onEdit={setEdited} />}
      </LoadState>
      {edited !== null && <EndpointDialog endpoint={edited === 'new' ? null : edited} onClose={() => setEdited(null)} />}
    </ModelsFrame>
  );
}
