/** @file A crowd of raters: what is listed stays short, the means stay those of all. */
import { expect, test } from 'vitest';
import { measureRatings } from '#main/jobs/tasks/measure/measure-ratings';
import { measureAgreement } from '#main/research/agreement/agreement';
import { AgreementOptions } from '#shared/contracts/measure';

test('fifty raters have 1,225 pairs, of which a thousand are listed', () => {
  const rows = Array.from({ length: 50 }, (_, rater) => ['x', 'y', 'z'].map((item, index) => ({ item, rater: `r${rater}`, label: String((rater + index * rater) % 3) }))).flat();
  const { outcome } = measureRatings({ data: { kind: 'agreement', rows }, options: AgreementOptions.parse({}) }, () => undefined);
  if (outcome.kind !== 'agreement') throw new Error('the kind is another');
  expect(outcome.result.cohen.pairs).toHaveLength(1_000);
  expect(outcome.result.warnings).toMatchObject([{ code: 'many-pairs', count: 1_225 }]);
  expect(measureAgreement(rows).cohen.mean).toMatchObject({ value: outcome.result.cohen.mean });
});
