/** @file What can run models on this machine: every execution provider with the reason why it is used or refused. */
import { useCommand } from '../../api/use-command';
import { DataTable } from '../../components/DataTable';
import { sentenceCase } from '../../components/format';
import { LoadState } from '../../components/LoadState';
import { PageSection } from '../../components/PageContainer';

export function Providers() {
  const providers = useCommand('models.providers', {});
  return (
    <PageSection title="What runs models" description="Each is used only after its self-test: five training steps of two tiny models must equal the CPU's. The first look takes some seconds.">
      <LoadState query={providers} what="the execution providers">
        {(list) => (
          <DataTable
            label="Execution providers"
            rows={list}
            rowKey={(provider) => provider.name}
            columns={[
              { key: 'name', label: 'Execution provider', value: (provider) => provider.name },
              { key: 'available', label: 'Available', value: (provider) => (provider.isAvailable ? 'yes' : 'no') },
              { key: 'reason', label: 'Why', value: (provider) => sentenceCase(provider.reason) },
            ]}
          />
        )}
      </LoadState>
    </PageSection>
  );
}
