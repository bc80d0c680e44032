/** @file Votes of any number of annotators, and what stands where nobody decides. */
import { expect, it } from 'vitest';
import { countVotes, fallbackValue, pairAgreementOf } from '#main/research/annotation/vote';
import { escaField } from '../../../../support/labels/schema';

const winner = (votes: string, majority: 'plurality' | 'absolute' = 'plurality'): string | null => {
  const outcome = countVotes(Array.from(votes), majority);
  return outcome.decided ? outcome.value : null;
};

it('takes what two of three say, and leaves three opinions to the adjudicator', () => {
  expect(countVotes(['3', '3', '3'], 'plurality')).toEqual({ decided: true, value: '3', isUnanimous: true });
  expect(countVotes(['3', '4', '3'], 'plurality')).toEqual({ decided: true, value: '3', isUnanimous: false });
  expect(countVotes(['3', '4', '5'], 'plurality')).toEqual({ decided: false });
});

it('works for any number from two', () => {
  expect([winner('33'), winner('34')]).toEqual(['3', null]);
  expect([winner('3344'), winner('3345'), winner('3456')]).toEqual([null, '3', null]);
  expect([winner('33445'), winner('33456'), winner('33344')]).toEqual([null, '3', '3']);
});

it('asks for more than half where the majority is absolute', () => {
  expect([winner('33456', 'absolute'), winner('33344', 'absolute'), winner('3345', 'absolute'), winner('33', 'absolute')]).toEqual([null, '3', null, '3']);
});

it('falls back to the median of ordinal labels, by level and not by name', () => {
  expect(fallbackValue(escaField('emotionIntensity'), ['5', '1', '2'], 'medianOrFirst')).toBe('2');
  expect(fallbackValue(escaField('emotionIntensity'), ['5', '2'], 'medianOrFirst')).toBe('2');
  expect(fallbackValue(escaField('stageOfChange'), ['maintenance', 'precontemplation', 'action'], 'medianOrFirst')).toBe('action');
});

it('falls back to the first annotator on nominal labels, or to nothing', () => {
  const behaviour = escaField('behaviour');
  expect(fallbackValue(behaviour, ['question', 'command', 'others'], 'medianOrFirst')).toBe('question');
  expect(fallbackValue(escaField('emotionIntensity'), ['5', '1', '2'], 'first')).toBe('5');
  expect(fallbackValue(behaviour, ['question', 'command', 'others'], 'none')).toBeNull();
});

it('says how many pairs agree', () => {
  expect([pairAgreementOf(Array.from('333')), pairAgreementOf(Array.from('334')), pairAgreementOf(Array.from('345')), pairAgreementOf(['3']), pairAgreementOf([])]).toEqual([1, 1 / 3, 0, null, null]);
});
