/** @file ExTES: the 16 labels mapped to 8, its many shapes of a turn, the three drop scopes, and the instruction form. */
import { describe, expect, it } from 'vitest';
import { extesImporter, extesUnlabelledImporter } from '#main/corpora/extes';
import { countTurns, fileSource, fixture, importDialogues, realFile } from '../../../support/import-sources';

describe('labelled', () => {
  it('maps labels, keeps their source, and reads every shape of a turn', async () => {
    const { dialogues, rejected, warnings } = await importDialogues(extesImporter, fixture('extes.json'));
    expect(dialogues).toEqual([
      {
        problemType: 'Workplace Stress',
        situation: 'Too many shifts in a row.',
        turns: [
          { speaker: 'seeker', text: 'Do you have a minute?' },
          { speaker: 'supporter', text: 'Of course, long shifts wear anybody out.', strategy: 'Emotional Validation', meta: { sourceStrategy: 'Emotional Validation (EV)' } },
          { speaker: 'seeker', text: 'Six days now.' },
          { speaker: 'supporter', text: 'Six days. And no rest planned?', strategy: 'Emotional Validation', meta: { sourceStrategy: 'clarification' } },
          { speaker: 'seeker', text: 'None.', meta: { Mood: 'tired' } },
          { speaker: 'supporter', text: 'Shall we look at the plan together?', strategy: 'Collaborative Planning', meta: { sourceStrategy: 'Suggest Options' } },
          { speaker: 'seeker', text: 'Yes.' },
          { speaker: 'supporter', text: 'It can get better than this.', strategy: 'Affirmation', meta: { sourceStrategy: '(OH)' } },
        ],
        meta: { source: 7 },
      },
    ]);
    expect(warnings).toEqual({ 'empty-turn': 1 });
    expect(rejected).toEqual([
      { index: 1, reason: expect.stringMatching(/^turn 2 has no strategy; the dialogue is left out/) },
      { index: 2, reason: expect.stringMatching(/^turn 2 has the strategy "Others", which maps to none/) },
      { index: 3, reason: expect.stringMatching(/^turn 2 has the strategy "Chit-Chat", which maps to none/) },
    ]);
  });

  it('drops the turn alone, or nothing, on request', async () => {
    const byTurn = await importDialogues(extesImporter, fixture('extes.json'), { extesDropScope: 'turn' });
    expect(byTurn.dialogues.slice(1).map(({ turns }) => turns.map((turn) => turn.strategy ?? turn.speaker))).toEqual([['seeker', 'Affirmation'], ['seeker'], ['seeker']]);
    expect(byTurn.warnings['dropped-turn']).toBe(3);
    const all = await importDialogues(extesImporter, fixture('extes.json'), { extesDropScope: 'none' });
    expect(all.dialogues.slice(1).map(({ turns }) => turns[1]?.unknownStrategy)).toEqual([undefined, 'Others', 'Chit-Chat']);
    expect([byTurn.rejected, all.rejected]).toEqual([[], []]);
  });

  const real = realFile('extes/extes-1-labelled.json');
  it.runIf(real !== undefined)('leaves the real dialogue out for its first reply, and keeps it whole with the scope none', async () => {
    const strict = await importDialogues(extesImporter, fileSource(real ?? ''));
    expect(strict.rejected).toEqual([{ index: 0, reason: expect.stringMatching(/^turn 2 has no strategy/) }]);
    const { dialogues } = await importDialogues(extesImporter, fileSource(real ?? ''), { extesDropScope: 'none' });
    expect(countTurns(dialogues)).toMatchObject({ dialogues: 1, supporter: 8 });
  });
});

describe('instruction form', () => {
  it('reads history, instruction and output, alone or as growing examples', async () => {
    const { dialogues, rejected, warnings } = await importDialogues(extesUnlabelledImporter, fixture('extes-unlabelled.json'));
    expect(dialogues[0]?.turns.map(({ speaker, text }) => `${speaker}: ${text}`)).toEqual([
      'seeker: I cannot sleep.',
      'supporter: Since when?',
      'seeker: Since Monday.',
      'supporter: What happened on Monday?',
      'seeker: Thank you, good night.',
      'supporter: Sleep well!',
    ]);
    expect(dialogues[1]?.turns).toHaveLength(4);
    expect(rejected).toEqual([{ index: 2, reason: 'history is text where a list should be' }]);
    expect(warnings).toEqual({ 'several-examples': 1 });
  });

  const real = realFile('extes/extes-10-unlabelled.json');
  it.runIf(real !== undefined)('reads the ten real dialogues', async () => {
    const { dialogues, rejected, warnings } = await importDialogues(extesUnlabelledImporter, fileSource(real ?? ''));
    expect(countTurns(dialogues)).toMatchObject({ dialogues: 10, turns: 238 });
    expect({ rejected, warnings }).toEqual({ rejected: [], warnings: { 'empty-turn': 2 } });
  });
});
