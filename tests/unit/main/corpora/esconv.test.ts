/** @file ESConv in its original and hub spelling: the quirks on a small file, the counts on the real ones, and the way back through the export. */
import { describe, expect, it } from 'vitest';
import { esconvImporter } from '#main/corpora/esconv';
import { esconvJsonlImporter } from '#main/corpora/esconv-jsonl';
import { esconvExporter } from '#main/corpora/export-esconv';
import { corpusHash, countTurns, fileSource, fixture, importDialogues, realFile, roundTrip, textSource } from '../../../support/import-sources';

describe('original JSON', () => {
  it('reads records, surveys and feedback, and keeps the rest as meta', async () => {
    const { dialogues } = await importDialogues(esconvImporter, fixture('esconv.json'));
    expect(dialogues[0]).toEqual({
      experienceType: 'Current Experience',
      emotionType: 'anxiety',
      problemType: 'Job Crisis',
      situation: 'My shop may close in spring.',
      survey: { initialIntensity: 5, finalIntensity: 2, seekerEmpathy: 4, seekerRelevance: 0, supporterRelevance: 5 },
      turns: [
        { speaker: 'supporter', text: 'Hello,  what brings you here?\n', strategy: 'Question' },
        { speaker: 'seeker', text: 'The shop may close.\nI cannot sleep.' },
        { speaker: 'supporter', text: 'That sounds frightening.', strategy: 'Reflection of feelings' },
        { speaker: 'supporter', text: 'Since when?', strategy: 'Question' },
        { speaker: 'seeker', text: 'Since café Übersee left.', feedback: 5 },
        { speaker: 'supporter', text: 'Mine closed too. Do you have help?', strategy: 'Self-disclosure', meta: { strategies: ['Self-disclosure', 'Question'] } },
        { speaker: 'supporter', text: 'Call the bank.', unknownStrategy: 'Direct Guidance' },
      ],
      meta: { seeker_question1: 'It helped.', supporter_question2: 'No.' },
    });
  });

  it('keeps what it cannot read, without keys that reach a prototype', async () => {
    const { dialogues } = await importDialogues(esconvImporter, fixture('esconv.json'));
    expect(dialogues[1]).toEqual({
      experienceType: 'Previous Experience',
      emotionType: 'sadness',
      problemType: 'problems with friends',
      survey: { initialIntensity: 4 },
      turns: [
        { speaker: 'seeker', text: 'Nobody calls.', meta: { annotation: { feedback: '9' } } },
        { speaker: 'supporter', text: 'I am sorry.' },
      ],
      meta: { survey_score: { seeker: { empathy: 'high' } }, rater: { name: 'A' } },
    });
    expect(Object.keys(dialogues[1]?.meta?.['rater'] ?? {})).toEqual(['name']);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  it('reports labels, turns and records by place', async () => {
    const { warnings, examples, rejected } = await importDialogues(esconvImporter, fixture('esconv.json'));
    expect(warnings).toEqual({ 'several-strategies': 1, 'unknown-strategy': 1, 'unreadable-feedback': 1, 'missing-strategy': 1, 'empty-turn': 1, 'unreadable-survey': 1 });
    expect(examples['unknown-strategy']).toBe('Direct Guidance (esconv.json, record 0, turn 7)');
    expect(rejected).toEqual([
      { index: 2, reason: 'it has no turn with text' },
      { index: 3, reason: 'the speaker of turn 1 is "narrator", neither seeker nor supporter' },
      { index: 4, reason: 'the text of turn 1 is an object' },
      { index: 5, reason: 'the record is text where an object should be' },
    ]);
  });

  it('refuses a file as a whole that holds nothing, is no JSON, or fits nowhere', async () => {
    await expect(importDialogues(esconvImporter, textSource('[]'))).rejects.toThrow('sample.json holds no records.');
    await expect(importDialogues(esconvImporter, textSource('a,b'))).rejects.toThrow(/sample\.json is not JSON/);
    await expect(importDialogues(esconvImporter, textSource('{"a":1}\n'.repeat(1500)))).rejects.toThrow(/None of the first 1000 records of sample\.json can be taken.*it has no "dialog" list/);
  });

  it('joins neighbouring turns of one speaker on request', async () => {
    const { dialogues } = await importDialogues(esconvImporter, fixture('esconv.json'), { mergeConsecutive: true });
    expect(dialogues[0]?.turns.slice(2)).toEqual([
      { speaker: 'supporter', text: 'That sounds frightening. Since when?', strategy: 'Reflection of feelings', meta: { strategies: ['Reflection of feelings', 'Question'] } },
      { speaker: 'seeker', text: 'Since café Übersee left.', feedback: 5 },
      {
        speaker: 'supporter',
        text: 'Mine closed too. Do you have help? Call the bank.',
        strategy: 'Self-disclosure',
        meta: { strategies: ['Self-disclosure', 'Question', 'Direct Guidance'] },
      },
    ]);
  });

  it('takes label spellings that the person names', async () => {
    const { warnings, dialogues } = await importDialogues(esconvImporter, fixture('esconv.json'), { labelMap: { 'direct guidance': 'Providing Suggestions' } });
    expect(warnings['unknown-strategy']).toBeUndefined();
    expect(dialogues[0]?.turns.at(-1)?.strategy).toBe('Providing Suggestions');
  });

  it("reads FailedESConv's speakers and labels", async () => {
    const { dialogues, rejected, warnings } = await importDialogues(esconvImporter, fixture('failed-esconv.json'));
    expect(dialogues[0]?.turns.map(({ speaker, strategy }) => strategy ?? speaker)).toEqual(['seeker', 'Others', 'Question', 'seeker', 'Affirmation and Reassurance', 'Restatement or Paraphrasing']);
    expect({ rejected, warnings }).toEqual({ rejected: [], warnings: {} });
  });
});

describe('hub JSON Lines', () => {
  it('reads the same records and tells of the broken line', async () => {
    const { dialogues, rejected } = await importDialogues(esconvJsonlImporter, fixture('esconv-hub.jsonl'));
    expect(dialogues[0]).toMatchObject({ emotionType: 'anger', survey: { supporterRelevance: 4 }, turns: [{ speaker: 'seeker' }, { speaker: 'supporter', strategy: 'Question' }, { text: 'He drums "at night".' }, {}] });
    expect(dialogues).toHaveLength(2);
    expect(rejected).toEqual([{ index: 1, reason: expect.stringContaining('not valid JSON') }]);
  });
});

describe('export', () => {
  it.each([{}, { mergeConsecutive: true }])('comes back with the same hash (%o)', async (options) => {
    const { dialogues } = await importDialogues(esconvImporter, fixture('esconv.json'), options);
    const again = await roundTrip(dialogues, { exporter: esconvExporter, importer: esconvImporter });
    expect(again.dialogues).toEqual(dialogues);
    expect(corpusHash(again.dialogues)).toBe(corpusHash(dialogues));
    expect(again.leftOut).toEqual({});
  });

  it('counts what the schema cannot carry', async () => {
    const again = await roundTrip([{ externalId: 'x', turns: [{ speaker: 'seeker', text: 'Hi', state: { trust: 3 } }, { speaker: 'supporter', text: 'Hello', alternatives: [{ text: 'Yo' }], meta: { content: 'other' } }] }], {
      exporter: esconvExporter,
      importer: esconvImporter,
    });
    expect(again.leftOut).toEqual({ state: 1, alternatives: 1, 'meta.content': 1 });
    expect(again.dialogues[0]?.externalId).toBe('x');
  });
});

const esconvCounts = {
  dialogues: 1300,
  turns: 38_365,
  supporter: 18_376,
  strategies: {
    Question: 3801,
    'Self-disclosure': 1713,
    'Affirmation and Reassurance': 2827,
    'Providing Suggestions': 2954,
    Others: 3341,
    'Reflection of feelings': 1436,
    Information: 1215,
    'Restatement or Paraphrasing': 1089,
  },
};
const original = realFile('esconv/ESConv.reconstructed.json');
const failed = realFile('esconv/FailedESConv.json');
const hub = ['train', 'valid', 'test'].map((part) => realFile(`esconv/${part}.txt`)).filter((path) => path !== undefined);

describe('real files', () => {
  it.runIf(original !== undefined)('the original has its published counts and comes back with the same hash', async () => {
    const { dialogues, rejected, warnings } = await importDialogues(esconvImporter, fileSource(original ?? ''));
    expect(countTurns(dialogues)).toEqual(esconvCounts);
    expect({ rejected, warnings }).toEqual({ rejected: [], warnings: {} });
    expect(dialogues.flatMap((dialogue) => dialogue.turns).filter((turn) => turn.feedback !== undefined)).toHaveLength(4233);
    const again = await roundTrip(dialogues, { exporter: esconvExporter, importer: esconvImporter });
    expect(corpusHash(again.dialogues)).toBe(corpusHash(dialogues));
    expect(again.leftOut).toEqual({});
  });

  it.runIf(hub.length === 3)('the three hub files together have the same counts, and come back from the original schema', async () => {
    const outcomes = await Promise.all(hub.map((path) => importDialogues(esconvJsonlImporter, fileSource(path))));
    expect(outcomes.map(({ dialogues }) => dialogues.length)).toEqual([910, 195, 195]);
    expect(outcomes.flatMap(({ rejected }) => rejected)).toEqual([]);
    const dialogues = outcomes.flatMap((outcome) => outcome.dialogues);
    expect(countTurns(dialogues)).toEqual(esconvCounts);
    const again = await roundTrip(dialogues, { exporter: esconvExporter, importer: esconvImporter });
    expect(corpusHash(again.dialogues)).toBe(corpusHash(dialogues));
  });

  it.runIf(failed !== undefined)('FailedESConv reports its one unknown label and comes back with the same hash', async () => {
    const { dialogues, rejected, warnings } = await importDialogues(esconvImporter, fileSource(failed ?? ''));
    expect(countTurns(dialogues)).toMatchObject({ dialogues: 196, turns: 5230, supporter: 2377, strategies: { Question: 528, Others: 400, 'Affirmation and Reassurance': 341, 'Restatement or Paraphrasing': 179 } });
    expect({ rejected, warnings }).toEqual({ rejected: [], warnings: { 'unknown-strategy': 11 } });
    const again = await roundTrip(dialogues, { exporter: esconvExporter, importer: esconvImporter });
    expect(corpusHash(again.dialogues)).toBe(corpusHash(dialogues));
  });
});
