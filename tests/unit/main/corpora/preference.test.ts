/** @file TRL preference rows: conversational, plain, with the prompt inside the replies, and KTO. */
import { expect, it } from 'vitest';
import { preferenceImporter } from '#main/corpora/preference';
import { fixture, importDialogues } from '../../../support/import-sources';

it('reads every form of a row', async () => {
  const { dialogues, rejected, warnings } = await importDialogues(preferenceImporter, fixture('preference.jsonl'));
  expect(dialogues).toEqual([
    {
      turns: [
        { speaker: 'seeker', text: 'I failed.' },
        { speaker: 'supporter', text: 'That hurts.', strategy: 'Reflection of feelings', alternatives: [{ text: 'Try again.' }] },
      ],
      meta: { system: 'Be kind.', score_chosen: 8.5 },
    },
    {
      turns: [
        { speaker: 'seeker', text: 'I failed.' },
        { speaker: 'supporter', text: 'That hurts (a lot).', alternatives: [{ text: 'Try again.', strategy: 'Providing Suggestions' }] },
      ],
    },
    {
      turns: [
        { speaker: 'seeker', text: 'I failed.' },
        { speaker: 'supporter', text: 'That hurts.', alternatives: [{ text: 'Why?' }] },
      ],
    },
    {
      turns: [
        { speaker: 'seeker', text: 'I failed.' },
        { speaker: 'supporter', text: 'That hurts.', meta: { label: false } },
      ],
    },
  ]);
  expect(rejected).toEqual([{ index: 4, reason: 'it has neither "chosen" and "rejected" nor a "completion"' }]);
  expect(warnings).toEqual({});
});
