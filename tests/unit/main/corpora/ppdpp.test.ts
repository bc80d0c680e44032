/** @file PPDPP's line files as Python dicts and as JSON. */
import { expect, it } from 'vitest';
import { escaStatesImporter } from '#main/corpora/esca-states';
import { esconvImporter } from '#main/corpora/esconv';
import { escaStatesExporter } from '#main/corpora/export-esca-states';
import { esconvExporter } from '#main/corpora/export-esconv';
import { ppdppImporter } from '#main/corpora/ppdpp';
import { corpusHash, countTurns, fileSource, fixture, importDialogues, realFile, roundTrip } from '../../../support/import-sources';

it('reads Python dicts and JSON line by line, and evaluates nothing', async () => {
  const { dialogues, rejected } = await importDialogues(ppdppImporter, fixture('ppdpp-python.txt'));
  expect(dialogues[0]).toEqual({
    emotionType: 'sadness',
    problemType: 'breakup with partner',
    situation: "It's over since May.",
    turns: [
      { speaker: 'supporter', text: "I'm here, what's wrong?", strategy: 'Question' },
      { speaker: 'seeker', text: "She said 'no' and left\\ran — that's all" },
      { speaker: 'supporter', text: 'I am sorry.', strategy: 'Reflection of feelings' },
    ],
    meta: { turns: 3, checked: true },
  });
  expect(dialogues[1]?.situation).toBe('Layoffs.');
  expect(rejected).toEqual([{ index: 2, reason: expect.stringMatching(/not a valid Python literal: "open" is no value \(character \d+\)/) }]);
});

const real = realFile('esconv/PPDPP_esc-valid.txt');

it.runIf(real !== undefined)('reads the 130 real conversations, which come back from both schemas with the same hash', async () => {
  const { dialogues, rejected, warnings } = await importDialogues(ppdppImporter, fileSource(real ?? ''));
  expect(countTurns(dialogues)).toMatchObject({ dialogues: 130, turns: 3724, supporter: 1772, strategies: { Question: 360, Others: 327, 'Providing Suggestions': 312 } });
  expect({ rejected, warnings }).toEqual({ rejected: [], warnings: {} });
  const asEsconv = await roundTrip(dialogues, { exporter: esconvExporter, importer: esconvImporter });
  const asStates = await roundTrip(dialogues, { exporter: escaStatesExporter, importer: escaStatesImporter });
  expect([corpusHash(asEsconv.dialogues), corpusHash(asStates.dialogues)]).toEqual([corpusHash(dialogues), corpusHash(dialogues)]);
});
