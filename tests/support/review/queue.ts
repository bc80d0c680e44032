/** @file Queues in a store, without a workbench: a campaign of so many items given to so many people. */
import type { CampaignId, CorpusId, PersonId } from '#shared/domain/ids';
import type { WritableDb } from '#main/store/database';
import { addCampaign, setCampaignState } from '#main/store/campaign-repository';
import { addPerson } from '#main/store/people-repository';
import { addItems, listItemsOf, listSeekerTurns, replaceSlots } from '#main/store/review-queue';
import { inScope } from '#main/store/dialogue-repository';
import { escaSchema } from '../labels/schema';
import { generateDialogues, insertDialogues, someTime } from '../store';

export interface Queue {
  readonly campaignId: CampaignId;
  readonly corpusId: CorpusId;
  readonly personIds: readonly PersonId[];
}

/** Every person has every item, in the order of the corpus; "2" is proposed for the first field, "greeting" for the second. */
export function makeQueue(db: WritableDb, { items, people = 1, fields = 2 }: { items: number; people?: number; fields?: number }): Queue {
  const corpusId = insertDialogues(db, generateDialogues(Math.ceil(items / 4), 3, 8)).id;
  const asked = escaSchema.fields.slice(0, fields);
  const plan = { sampling: { kind: 'random' as const, count: items }, split: null, seed: 1, annotatorsPerItem: people, repeats: null, goldChecks: null };
  const options = { proposals: 'values' as const, blursText: false, order: 'dialogue' as const, breakReminderMinutes: null };
  const campaignId = addCampaign(db, { name: 'Check', corpusId, labelSetId: null, isScripted: false, mode: 'validate', schema: escaSchema, fields: asked, plan, options, createdAt: someTime });
  const proposals = Object.fromEntries(asked.map(({ id, values }) => [id, { value: values[1]?.value ?? '', votes: [] }]));
  addItems(db, campaignId, listSeekerTurns(db, inScope({ corpusId })).slice(0, items).map((turn) => ({ ...turn, proposals, known: null })));
  const personIds = Array.from({ length: people }, (_, index) => addPerson(db, { name: `Person ${index}`, role: 'annotator', createdAt: someTime }).id);
  const stored = listItemsOf(db, campaignId);
  replaceSlots(db, campaignId, personIds.flatMap((personId) => stored.map((item, position) => ({ personId, position, itemId: item.id, isRepeat: false }))));
  setCampaignState(db, campaignId, 'open');
  return { campaignId, corpusId, personIds };
}
