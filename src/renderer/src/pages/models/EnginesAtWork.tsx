/** @file Which engine processes run now, what they hold, and a way to get their memory back. Nothing is shown while there are none. */
import { Button } from '@mui/material';
import type { EngineState } from '#shared/contracts/models';
import { useCommand, useMutate } from '../../api/use-command';
import { DataTable } from '../../components/DataTable';
import { formatBytes } from '../../components/format';
import { PageSection } from '../../components/PageContainer';

export function EnginesAtWork() {
  const engines = useCommand('models.engines', {}, { refetchEveryMs: 3_000 });
  const unload = useMutate('models.unload', { onDone: () => void engines.refetch() });
  if (engines.data === undefined || engines.data.length === 0) return null;
  return (
    <PageSection title="At work" description="One process a device holds the models used last. It ends by itself after ten idle minutes.">
      <DataTable
        label="Engine processes"
        hasCopy={false}
        rows={engines.data}
        rowKey={(engine) => engine.provider}
        columns={[
          { key: 'provider', label: 'Device', value: (engine) => engine.provider },
          { key: 'state', label: 'State', value: (engine) => engine.state },
          { key: 'loaded', label: 'Holds', value: heldBy },
          { key: 'memory', label: 'Memory', isFigure: true, value: (engine) => engine.memoryBytes, render: (engine) => formatBytes(engine.memoryBytes) },
          {
            key: 'actions',
            label: 'Actions',
            value: () => null,
            isActions: true,
            render: (engine) => (
              <Button onClick={() => unload.mutate({ provider: engine.provider })} aria-label={`End the process for ${engine.provider}`}>
                End
              </Button>
            ),
          },
        ]}
      />
    </PageSection>
  );
}

function heldBy({ loaded }: EngineState): string {
  return loaded.map(({ model, precision }) => (precision === 'f32' ? model : `${model} (${precision})`)).join(', ') || 'nothing yet';
}
