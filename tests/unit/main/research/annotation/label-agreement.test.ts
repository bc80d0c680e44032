/** @file Agreement field by field, the three readings of trust, and agreement so far. */
import { expect, it } from 'vitest';
import { agreementOfFields, type FieldVotes } from '#main/research/annotation/label-agreement';
import { addAgreement, fleissOf, noAgreement, sumAgreement } from '#main/research/annotation/running-agreement';
import { escaSchema } from '../../../../support/labels/schema';

/** Anchor G4: twelve items, three raters. */
const rows = '554 444 342 222 121 555 333 433 213 445 332 111'.split(' ').map((row) => Array.from(row));
const unanimous = rows.map(([first = '']) => [first, first, first]);
const votes: FieldVotes[] = [
  { field: 'emotionIntensity', rows },
  { field: 'reliability', rows },
  { field: 'responseCompetence', rows: unanimous },
  { field: 'perceivedUnderstandability', rows },
  { field: 'trust', rows: unanimous },
];
const options = { annotators: ['a', 'b', 'c'], schema: escaSchema };

it('measures every field, beside what was published', () => {
  const fields = agreementOfFields(votes, { ...options, trust: 'meanOfDims' });
  expect(fields.map(({ field }) => field)).toEqual(['emotionIntensity', 'behaviour', 'stageOfChange', 'reliability', 'responseCompetence', 'perceivedUnderstandability', 'trust']);
  const [emotion, behaviour] = fields;
  expect(emotion).toMatchObject({ items: 12, level: 'ordinal', published: { fleiss: 0.6 } });
  expect(emotion?.fleiss).toBeCloseTo(0.440777, 6);
  expect(emotion?.cohen).toBeCloseTo(0.442258, 6);
  expect(emotion?.pairs.map(({ a, b }) => a + b)).toEqual(['ab', 'ac', 'bc']);
  expect(behaviour).toMatchObject({ items: 0, fleiss: null, undefinedBecause: { fleiss: 'No turn has a vote of every annotator.' } });
});

it('reads trust in three ways', () => {
  const trustOf = (trust: 'meanOfDims' | 'degree' | 'pooledDims') => agreementOfFields(votes, { ...options, trust }).at(-1);
  expect(trustOf('meanOfDims')?.fleiss).toBeCloseTo((2 * 0.440777 + 1) / 3, 5);
  expect(trustOf('degree')?.fleiss).toBe(1);
  expect(trustOf('pooledDims')).toMatchObject({ items: 36 });
  expect(trustOf('pooledDims')?.fleiss).toBeLessThan(trustOf('degree')?.fleiss ?? 0);
});

it('gives intervals, equal for equal seeds', () => {
  const bootstrapped = () => agreementOfFields(votes, { ...options, trust: 'degree', bootstrap: { resamples: 200, seed: 7 } })[0]?.ci;
  expect(bootstrapped()).toEqual(bootstrapped());
  const interval = bootstrapped()?.fleiss;
  expect(interval?.low).toBeLessThan(0.440777);
  expect(interval?.high).toBeGreaterThan(0.440777);
});

it('gives the mean of dimensions an interval of its own, from equal draws', () => {
  const all = agreementOfFields(votes.map(({ field }) => ({ field, rows })), { ...options, trust: 'meanOfDims', bootstrap: { resamples: 200, seed: 7 } });
  expect(all.at(-1)?.ci).toEqual(all[0]?.ci);
  const mixed = agreementOfFields(votes, { ...options, trust: 'meanOfDims', bootstrap: { resamples: 200, seed: 7 } });
  expect(mixed.at(-1)?.ci?.fleiss?.low).toBeGreaterThan(mixed[0]?.ci?.fleiss?.low ?? 1);
});

it('adds up, dialogue by dialogue, to the kappa of all items', () => {
  const parts = [rows.slice(0, 5), rows.slice(5, 6), [], rows.slice(6)];
  const sums = parts.map(sumAgreement).reduce(addAgreement, noAgreement);
  expect(fleissOf(sums)).toBeCloseTo(0.440777, 6);
  expect(fleissOf(noAgreement)).toBeUndefined();
  expect(fleissOf(sumAgreement([['1', '1']]))).toBeUndefined();
});
