/** @file Answers: which models are registered, are they whole, what runs them, and what does one say? */
import { useState } from 'react';
import { Box, Button, Skeleton } from '@mui/material';
import { Cpu, FolderPlus } from 'lucide-react';
import type { RegisteredModel } from '#shared/contracts/models';
import { useCommand } from '../../api/use-command';
import { EmptyState, LoadState } from '../../components/LoadState';
import { EnginesAtWork } from './EnginesAtWork';
import { ModelTable } from './ModelTable';
import { ModelsFrame } from './ModelsFrame';
import { RegisterModel } from './RegisterModel';
import { TryModel } from './TryModel';

export function ModelsPage() {
  const models = useCommand('models.list', {});
  const [isRegistering, setIsRegistering] = useState(false);
  const [tried, setTried] = useState<RegisteredModel | null>(null);
  const registerButton = (
    <Button variant="contained" startIcon={<FolderPlus size={16} aria-hidden />} onClick={() => setIsRegistering(true)}>
      Register a model
    </Button>
  );
  return (
    <ModelsFrame title="Models" subtitle="Hugging Face folders, used where they lie: nothing is copied or converted." actions={registerButton}>
      <LoadState
        query={models}
        what="the models"
        skeleton={<Skeleton variant="rounded" height={200} />}
        isEmpty={(list) => list.length === 0}
        empty={
          <EmptyState icon={<Cpu size={28} aria-hidden />} title="No model is registered" action={registerButton}>
            Take a folder with config.json, tokenizer.json and safetensors, as downloaded from Hugging Face. Solace runs and trains it without Python.
          </EmptyState>
        }
      >
        {(list) => <ModelTable models={list} onTry={setTried} />}
      </LoadState>
      <Box sx={{ mt: 4 }}>
        <EnginesAtWork />
      </Box>
      {isRegistering && <RegisterModel onClose={() => setIsRegistering(false)} />}
      {tried !== null && <TryModel model={tried} onClose={() => setTried(null)} />}
    </ModelsFrame>
  );
}
