/** @file Proposals of a campaign from a newer label set. What people decided stays, with what they judged; adjudication shows where that differs now. */
import type { Campaign } from '#shared/contracts/campaigns';
import { AppError } from '#shared/contracts/errors';
import type { LabelSetId } from '#shared/domain/ids';
import { updateCampaign } from '../../store/campaign-repository';
import type { WritableDb } from '../../store/database';
import { listItemsOf, updateProposals } from '../../store/review-queue';
import { labelSetOf } from './create-campaign';
import { readProposals, turnKey } from './label-pool';

/** Returns how many items have another proposal now. */
export function updateLabels(db: WritableDb, campaign: Campaign, labelSetId: LabelSetId): number {
  const set = labelSetOf(db, campaign.corpus.id, labelSetId);
  const fields = campaign.fields.map(({ id }) => id);
  const missing = fields.find((field) => !set.fullSchema.fields.some(({ id }) => id === field));
  if (missing !== undefined) throw new AppError('INVALID_INPUT', `The label set "${set.name}" has no field "${missing}", which the campaign asks about.`, { details: { field: missing } });
  const proposed = readProposals(db, set, fields);
  return db.transaction(() => {
    updateCampaign(db, campaign.id, { labelSet: set });
    const changed = listItemsOf(db, campaign.id).filter((item) => {
      const proposals = proposed.get(turnKey(item)) ?? {};
      updateProposals(db, item.id, proposals);
      return fields.some((field) => item.proposals[field]?.value !== proposals[field]?.value);
    });
    return changed.length;
  });
}
