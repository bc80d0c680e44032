/** @file The fields that can be asked about: those of the label set's schema as it was, or of the usual schema where there is none. */
import type { LabelField } from '#shared/domain/label-schema';
import { escaSchemaId } from '#shared/domain/label-schema';
import { useCommand } from '../../../api/use-command';
import type { CampaignDraft } from '../campaign-draft';

const none: readonly LabelField[] = [];

export function useOfferedFields({ labelSetId }: CampaignDraft): readonly LabelField[] {
  const set = useCommand('labels.get', { labelSetId: labelSetId ?? 0 }, { isEnabled: labelSetId !== null });
  const schemas = useCommand('labels.schemas', {}, { isEnabled: labelSetId === null });
  return (labelSetId === null ? schemas.data?.find(({ id }) => id === escaSchemaId)?.fields : set.data?.fullSchema.fields) ?? none;
}
