/** @file ESC-Pro: dialogues with the replies that were not preferred, and the rows drawn from them. */
import { expect, it } from 'vitest';
import { escProImporter } from '#main/corpora/esc-pro';
import { escProPairsImporter } from '#main/corpora/esc-pro-pairs';
import { fixture, importDialogues } from '../../../support/import-sources';

it('reads dialogues with strategies and alternatives, labels taken off the text', async () => {
  const { dialogues, rejected, warnings } = await importDialogues(escProImporter, fixture('esc-pro.json'));
  expect(dialogues).toEqual([
    {
      problemType: 'Life Transitions',
      situation: 'A move to a new town.',
      turns: [
        { speaker: 'seeker', text: 'I know nobody here.' },
        {
          speaker: 'supporter',
          text: 'New towns are lonely at first.',
          strategy: 'Emotional Validation',
          alternatives: [
            { text: 'Just go out.', strategy: 'Collaborative Planning' },
            { text: 'There are clubs.', strategy: 'Share Information' },
          ],
        },
        { speaker: 'seeker', text: 'Yes (sadly).' },
        { speaker: 'supporter', text: '(sighs) What did you like at home?', strategy: 'Collaborative Planning', meta: { sourceStrategy: 'CP' } },
      ],
      meta: { iter: 41 },
    },
  ]);
  expect({ rejected, warnings }).toEqual({ rejected: [], warnings: {} });
});

it('reads pairs and labelled replies', async () => {
  const { dialogues, rejected, warnings, examples } = await importDialogues(escProPairsImporter, fixture('esc-pro-pairs.jsonl'));
  expect(dialogues).toEqual([
    {
      problemType: 'Life Transitions',
      situation: 'A move.',
      turns: [
        { speaker: 'seeker', text: 'I know nobody here.' },
        { speaker: 'supporter', text: 'That is lonely.', strategy: 'Emotional Validation' },
        { speaker: 'seeker', text: 'It is.' },
        { speaker: 'supporter', text: 'You were brave to go.', strategy: 'Affirmation', alternatives: [{ text: 'Nice weather.', unknownStrategy: 'Distraction' }] },
      ],
      meta: { system: 'You are a supporter.' },
    },
    {
      turns: [
        { speaker: 'seeker', text: 'Hello?' },
        { speaker: 'supporter', text: 'I hear you.', strategy: 'Empathetic Statements', meta: { sourceStrategy: 'ES', label: true } },
      ],
    },
  ]);
  expect(rejected).toEqual([{ index: 2, reason: 'it has no "rejected" reply with a text' }]);
  expect({ warnings, example: examples['unknown-strategy'] }).toEqual({ warnings: { 'unknown-strategy': 1 }, example: 'Distraction (esc-pro-pairs.jsonl, record 0, turn 4)' });
});
