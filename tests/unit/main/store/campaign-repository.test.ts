/** @file Campaigns in the store: a removed corpus that people decided on is kept, and a campaign comes back with what was decided. */
import { expect, test } from 'vitest';
import { getCampaign, listCampaigns, removeCampaign, restoreCampaign, updateCampaign } from '#main/store/campaign-repository';
import { removeCorpus, restoreCorpus } from '#main/store/corpus-repository';
import { purgeCorpora } from '#main/store/import-repository';
import { makeQueue } from '../../../support/review/queue';
import { generateDialogues, insertDialogues, openMemoryStore, someTime } from '../../../support/store';

const later = '2027-01-01T00:00:00.000Z';

test('a corpus with a campaign is never purged, others are', () => {
  const db = openMemoryStore();
  const { corpusId, campaignId } = makeQueue(db, { items: 4 });
  const other = insertDialogues(db, generateDialogues(1, 1), { name: 'Other' });
  removeCorpus(db, corpusId, someTime);
  removeCorpus(db, other.id, someTime);
  expect(listCampaigns(db)).toEqual([]);
  expect(purgeCorpora(db, later)).toBe(1);
  restoreCorpus(db, corpusId);
  expect(getCampaign(db, campaignId)).toMatchObject({ name: 'Check', items: 4 });
});

test('a removed campaign gives its name free and comes back under it only while it is', () => {
  const db = openMemoryStore();
  const { campaignId } = makeQueue(db, { items: 4 });
  expect(() => getCampaign(db, 'chek')).toThrow(/There are: Check/);
  removeCampaign(db, campaignId, someTime);
  expect(() => getCampaign(db, campaignId)).toThrow(/no campaign/);
  expect(restoreCampaign(db, campaignId)).toMatchObject({ name: 'Check', progress: { total: 4 } });
  expect(updateCampaign(db, campaignId, { name: 'CHECK' })).toMatchObject({ name: 'CHECK' });
});
