/** @file A sweep as typed: the plan it makes, its number of runs, and what is said where it makes none. */
import { expect, test } from 'vitest';
import { allFields, readGroup } from '../../../../../src/renderer/src/components/forms/form-fields';
import { emptySweep, newParameter, planSweep, sweepDraftOf } from '../../../../../src/renderer/src/pages/runs/form/sweep-draft';

const fields = allFields(
  readGroup({
    type: 'object',
    properties: { rate: { type: 'number', title: 'Rate', exclusiveMinimum: 0 }, layers: { type: 'integer' }, isShared: { type: 'boolean' }, kind: { type: 'string', enum: ['a', 'b'] } },
  }),
);

test('values are read as their fields read them', () => {
  const sweep = { ...emptySweep, parameters: [{ ...newParameter('rate'), values: '1e-4, 0.01' }, { ...newParameter('isShared'), values: 'on, off' }, { ...newParameter('kind'), values: 'B' }], seeds: '1, 2' };
  expect(planSweep(sweep, fields)).toMatchObject({ runs: 8, plan: { search: { mode: 'grid', parameters: [{ values: [0.0001, 0.01] }, { values: [true, false] }, { values: ['b'] }] }, seeds: [1, 2] } });
});

test('a range of whole numbers is sampled in whole numbers', () => {
  const sweep = { ...emptySweep, search: 'random' as const, samples: '7', parameters: [{ ...newParameter('layers'), isRange: true, from: '1', to: '12' }] };
  expect(planSweep(sweep, fields)).toMatchObject({ runs: 7, plan: { search: { parameters: [{ from: 1, to: 12, isInteger: true }] } } });
});

test('a plan becomes the draft it was made from', () => {
  const sweep = { ...emptySweep, parameters: [{ ...newParameter('rate'), values: '0.0001, 0.01' }], seeds: '1, 2' };
  const planned = planSweep(sweep, fields);
  expect('plan' in planned && sweepDraftOf(planned.plan)).toEqual(sweep);
});

test.each([
  [{ ...emptySweep }, 'Choose at least one option that varies.'],
  [{ ...emptySweep, parameters: [newParameter('rate')] }, 'Rate: give its values, with commas between them.'],
  [{ ...emptySweep, parameters: [{ ...newParameter('rate'), values: '1, quick' }] }, 'Rate: “quick” is not one of its values.'],
  [{ ...emptySweep, search: 'random' as const, parameters: [{ ...newParameter('rate'), isRange: true, from: '0', to: '1', scale: 'log' as const }] }, 'Rate: a logarithmic range begins above 0.'],
  [{ ...emptySweep, search: 'seeds' as const, seeds: '1, x' }, 'Seeds are whole numbers of 0 or more, with commas between them.'],
  [{ ...emptySweep, search: 'random' as const, samples: '0', parameters: [{ ...newParameter('rate'), values: '1' }] }, 'The number of samples is between 1 and 500.'],
  [{ ...emptySweep, parameters: [{ ...newParameter('layers'), values: Array.from({ length: 99 }, (_, index) => index).join() }], seeds: '1, 2, 3, 4, 5, 6' }, 'This would be 594 runs; at most 500 are made at once.'],
])('%#: what is wrong is said', (sweep, problem) => {
  expect(planSweep(sweep, fields)).toEqual({ problem });
});
