/** @file What annotators and adjudicators read: utterances by index, known labels, one line each. */
import { expect, it } from 'vitest';
import type { Dialogue } from '#shared/domain/dialogue';
import { disputedPassage, knownLabels, seekerTurns, windowUtterances } from '#main/research/annotation/dialogue-text';
import { escaField } from '../../../../support/labels/schema';

/** Turns as letters: capital S a seeker's, p a supporter's; the text is the place. */
function dialogue(speakers: string, survey?: Dialogue['survey']): Dialogue {
  const turns = Array.from(speakers).map((letter, place) => ({ speaker: letter === 'S' ? ('seeker' as const) : ('supporter' as const), text: `t${place}` }));
  return { turns, ...(survey === undefined ? {} : { survey }) };
}

const texts = (utterances: readonly { text: string; number?: number }[]): string => utterances.map(({ text, number }) => `${text}${number === undefined ? '' : `(${number})`}`).join(' ');

it('takes the replies before the first and after the last turn of a window', () => {
  const one = dialogue('pSpSSppSpSp');
  expect(seekerTurns(one)).toEqual([1, 3, 4, 7, 9]);
  expect(texts(windowUtterances(one, { first: 0, last: 1, dropped: 0 }, new Map()))).toBe('t0 t1(1) t2 t3(2)');
  expect(texts(windowUtterances(one, { first: 1, last: 3, dropped: 0 }, new Map()))).toBe('t2 t3(1) t4(2) t5 t6 t7(3) t8');
  expect(texts(windowUtterances(one, { first: 4, last: 4, dropped: 0 }, new Map()))).toBe('t8 t9(1) t10');
});

it('numbers repeated texts by their place, and keeps every utterance on one line', () => {
  const repeated: Dialogue = { turns: ['Yes.', 'Yes.', 'Why\n\nnot\tnow?'].map((text) => ({ speaker: 'seeker' as const, text })) };
  expect(windowUtterances(repeated, { first: 0, last: 2, dropped: 0 }, new Map([[1, '4']]))).toEqual([
    { speaker: 'seeker', text: 'Yes.', number: 1 },
    { speaker: 'seeker', text: 'Yes.', number: 2, known: '4' },
    { speaker: 'seeker', text: 'Why not now?', number: 3 },
  ]);
});

it("knows the survey's intensities of the first and the last turn", () => {
  const field = escaField('emotionIntensity');
  expect([...knownLabels(dialogue('SpSpS', { initialIntensity: 5, finalIntensity: 2 }), field)]).toEqual([[2, '2'], [0, '5']]);
  expect([...knownLabels(dialogue('S', { initialIntensity: 5, finalIntensity: 2 }), field)]).toEqual([[0, '5']]);
  expect([...knownLabels(dialogue('SpS', { initialIntensity: 0, finalIntensity: 2.5 }), field)]).toEqual([]);
  expect([...knownLabels(dialogue('pp', { initialIntensity: 5 }), field)]).toEqual([]);
  expect([...knownLabels(dialogue('SpS', { initialIntensity: 5 }), escaField('behaviour'))]).toEqual([]);
});

it('shows the adjudicator three utterances before the turn, and the next where it may see it', () => {
  const passage = disputedPassage(dialogue('SpSpSpS'), 4, 'previousAndNext');
  expect([texts(passage.before), passage.current.text, texts(passage.after)]).toEqual(['t1 t2 t3', 't4', 't5']);
  expect(disputedPassage(dialogue('SpSpSpS'), 4, 'previous').after).toEqual([]);
  const first = disputedPassage(dialogue('SpS'), 0, 'previousAndNext');
  expect([texts(first.before), first.current.text, texts(first.after)]).toEqual(['', 't0', 't1']);
  expect(disputedPassage(dialogue('SpS'), 2, 'previousAndNext').after).toEqual([]);
});
