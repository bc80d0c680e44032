/** @file The card (README.md) of a trained planner: what it was made from, with which options, and how good it is. Plain Markdown. */
import type { PlannerResult } from '#shared/contracts/planner';
import type { PlannerTaskInput } from './input';

export function plannerCard({ config, provenance }: PlannerTaskInput, result: PlannerResult, seed: number): string {
  const { corpus, split, states, encoder } = provenance;
  const { test, baselines, training, data } = result;
  const percent = (value: number): string => (100 * value).toFixed(2);
  const rows = [{ name: result.usesState ? 'planner' : 'planner without state', ...test }, ...baselines];
  return [
    '# Strategy planner',
    '',
    result.isScripted ? 'The states were given by scripted stand-ins for language models: these figures try out the pipeline and are no result of the system studied.\n' : '',
    'Plans the next support strategy from a dialogue’s history and the seeker’s state, after ESCA. For research only; not for use with people in need.',
    '',
    '## Data',
    '',
    `- Corpus: ${corpus.name} (sha256 ${corpus.sha256})`,
    `- Split: ${split.name}${split.sha256 === null ? '' : ` (sha256 ${split.sha256})`}`,
    `- States: ${states === null ? 'none' : `${states.name} (sha256 ${states.sha256})${states.isScripted ? ', scripted' : ''}`}`,
    `- Encoder: ${encoder === null ? 'from nothing' : `${encoder.name} (sha256 ${encoder.sha256})`}; ${training.parameters} parameters in all, ${training.vocabularySize} token ids`,
    `- Examples: ${data.train.examples} train, ${data.valid.examples} valid, ${data.test.examples} test`,
    '',
    '## Figures on the test part (in percent but for B)',
    '',
    '| | accuracy | macro-F1 Q | weighted F1 Q_w | bias B |',
    '|---|---|---|---|---|',
    ...rows.map(({ name, accuracy, macroF1, weightedF1, bias }) => `| ${name} | ${percent(accuracy)} | ${percent(macroF1)} | ${percent(weightedF1)} | ${bias.toFixed(2)} |`),
    '',
    `The checkpoint of step ${training.bestStep} of ${training.steps}, best by ${training.select} on the validation part (${training.bestValue.toFixed(4)}); seed ${seed}.`,
    '',
    '## Options',
    '',
    '```json',
    JSON.stringify(config, null, 2),
    '```',
    '',
  ].filter((line, index, lines) => line !== '' || lines[index - 1] !== '').join('\n');
}
