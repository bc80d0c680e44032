/** @file ESCA's annotated records: spellings, aliases, numbers as texts, and the way back. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { escaStatesImporter } from '#main/corpora/esca-states';
import { escaStatesExporter } from '#main/corpora/export-esca-states';
import { esconvImporter } from '#main/corpora/esconv';
import { solaceJsonlImporter } from '#main/corpora/solace-jsonl';
import { corpusHash, fixture, importDialogues, roundTrip, textSource } from '../../../support/import-sources';

it('reads states in every published spelling, and keeps what it cannot read', async () => {
  const { dialogues, warnings, examples, rejected } = await importDialogues(escaStatesImporter, fixture('esca-states.json'));
  expect(dialogues[0]?.turns).toEqual([
    { speaker: 'supporter', text: 'Hello!', strategy: 'Others' },
    { speaker: 'seeker', text: 'Hi, I fear the exams.', state: { emotionIntensity: 4, behaviour: 'statement-emotion', stageOfChange: 'precontemplation', trust: 3 } },
    { speaker: 'supporter', text: 'How do you prepare?', strategy: 'Question' },
    {
      speaker: 'seeker',
      text: 'With lists. You may be right.',
      state: { emotionIntensity: 3, behaviour: 'feedback', stageOfChange: 'contemplation', reliability: 4, responseCompetence: 4, perceivedUnderstandability: 3, trust: 4 },
      meta: { trust_mean: 3.6667 },
    },
    { speaker: 'seeker', text: 'Thanks.', state: { trust: 5 }, meta: { emotion_intensity: '7', behavior: 'singing', stage_of_change: 'relapse' } },
    { speaker: 'seeker', text: 'Bye.' },
  ]);
  expect(rejected).toEqual([]);
  expect(warnings).toEqual({ 'several-state-labels': 1, 'rounded-trust': 1, 'unreadable-state': 1, 'unknown-state-label': 2, 'missing-state': 1 });
  expect(examples['unknown-state-label']).toMatch(/^behavior "singing" is none of greeting, .* \(esca-states\.json, record 0, turn 5\)$/);
});

it('comes back equal, with the fields of ESConv that a states file lacks', async () => {
  const states = (await importDialogues(escaStatesImporter, fixture('esca-states.json'))).dialogues;
  const esconv = (await importDialogues(esconvImporter, fixture('esconv.json'))).dialogues;
  for (const dialogues of [states, esconv]) {
    const again = await roundTrip(dialogues, { exporter: escaStatesExporter, importer: escaStatesImporter });
    expect(again.dialogues).toEqual(dialogues);
    expect(again.leftOut).toEqual({});
  }
});

it('counts alternatives, the states of supporters and taken keys as left out', async () => {
  const { leftOut } = await roundTrip([{ turns: [{ speaker: 'supporter', text: 'Hello', state: { trust: 2 }, alternatives: [{ text: 'Yo' }], meta: { text: 'other' } }] }], { exporter: escaStatesExporter, importer: escaStatesImporter });
  expect(leftOut).toEqual({ state: 1, alternatives: 1, 'meta.text': 1 });
});

it('carries the whole demo corpus, states, survey and identifiers, to the same content hash', async () => {
  const demo = readFileSync(path.resolve(import.meta.dirname, '../../../../resources/samples/solace-demo.jsonl'), 'utf8');
  const { dialogues } = await importDialogues(solaceJsonlImporter, textSource(demo));
  const again = await roundTrip(dialogues, { exporter: escaStatesExporter, importer: escaStatesImporter });
  expect(again).toMatchObject({ rejected: [], warnings: {}, leftOut: {} });
  expect(again.dialogues).toHaveLength(40);
  expect(corpusHash(again.dialogues)).toBe(corpusHash(dialogues));
});
