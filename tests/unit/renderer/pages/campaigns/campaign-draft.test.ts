/** @file A campaign while it is written: what is missing, what it comes to, what a sample by label will hold. */
import { expect, test } from 'vitest';
import { CorpusId, LabelSetId, PersonId } from '#shared/domain/ids';
import { stratumQuotas } from '#main/research/review/sampling';
import { type CampaignDraft, emptyDraft, missingIn, requestOf, strataOf, workloadOf } from '../../../../../src/renderer/src/pages/campaigns/campaign-draft';

const draft = (changes: Partial<CampaignDraft> = {}): CampaignDraft => ({ ...emptyDraft(), name: 'Check', corpusId: CorpusId.parse(1), labelSetId: LabelSetId.parse(4), ...changes });
const people = [1, 2, 3, 4].map((id) => PersonId.parse(id));

test('what is missing is said one thing at a time', () => {
  expect(missingIn(draft())).toBeNull();
  expect(missingIn(draft({ corpusId: null }))).toBe('Choose a corpus.');
  expect(missingIn(draft({ labelSetId: null }))).toMatch(/needs proposed labels/);
  expect(missingIn(draft({ name: ' ' }))).toBe('a campaign needs a name');
  expect(missingIn(draft({ count: '0' }))).toBe('at least one item');
  expect(missingIn(draft({ kind: 'stratified' }))).toBe('Choose the field to draw by.');
  expect(missingIn(draft({ people: people.slice(0, 2) }))).toMatch(/choose as many/);
});

test('shares are asked for in percent and sent as shares', () => {
  expect(requestOf(draft({ repeatPercent: '10', goldSetId: LabelSetId.parse(5), goldPercent: '5' }))).toMatchObject({ repeats: { share: 0.1 }, goldChecks: { labelSetId: 5, share: 0.05 } });
  expect(requestOf(draft({ repeatPercent: '0' }))).toMatchObject({ repeats: null, goldChecks: null });
});

test('everybody’s share counts repeats and checks', () => {
  expect(workloadOf(draft({ people, repeatPercent: '10', goldSetId: LabelSetId.parse(5), goldPercent: '5' }))).toEqual({ turns: 100, reviews: 300, each: { items: 75, repeats: 8, checks: 5 } });
  expect(workloadOf(draft()).each).toBeNull();
});

test.each(['proportional', 'equal'] as const)('the preview of a sample in %s parts is what the workbench draws', (allocation) => {
  for (const sizes of [[500, 40, 8, 300], [3, 3, 3], [1, 1000], [7, 0, 5]]) {
    for (const count of [1, 7, 100, 5000]) {
      const present = sizes.filter((size) => size > 0);
      const shown = strataOf(sizes.map((size, index) => ({ value: String(index), count: size })), { count: String(count), allocation });
      expect(shown.map(({ wanted }) => wanted)).toEqual(stratumQuotas(present, count, allocation));
    }
  }
});
