/** @file Text in pieces: whole characters only, spaces as in the whole text, and never a part of a stop string. */
import { array, assert, constantFrom, property, string } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createTokenizer } from '#main/engine/checkpoint/tokenizer';
import { createStopFilter } from '#main/engine/generation/stop-filter';
import { createTextStream } from '#main/engine/generation/text-stream';
import { byteLevelTokenizer } from '../../../../support/engine/checkpoint-files';

describe('a stop filter', () => {
  it('ends before the first stop string, however the text is cut', () => {
    const letters = (maxLength: number) => string({ unit: constantFrom('a', 'b', 'c'), maxLength });
    assert(
      property(array(letters(4), { maxLength: 12 }), array(letters(3).filter((stop) => stop !== ''), { maxLength: 3 }), (pieces, stops) => {
        const filter = createStopFilter(stops);
        let shown = '';
        let isStopped = false;
        for (const piece of pieces) {
          if (isStopped) break;
          const pushed = filter.push(piece);
          shown += pushed.text;
          isStopped = pushed.isStopped;
          expect(stops.some((stop) => shown.includes(stop))).toBe(false);
        }
        if (!isStopped) shown += filter.flush();
        const whole = pieces.join('');
        const ends = stops.map((stop) => whole.indexOf(stop)).filter((index) => index >= 0);
        // A stop string that is complete earlier ends the text even where a longer one began before it.
        if (ends.length === 0) expect(shown).toBe(whole);
        else expect(whole.startsWith(shown)).toBe(true);
        expect(stops.some((stop) => shown.includes(stop))).toBe(false);
      }),
    );
  });

  it('holds back only what may still become one', () => {
    const filter = createStopFilter(['\n\nUser:', '###']);
    expect(filter.push('Hi #')).toEqual({ text: 'Hi ', isStopped: false });
    expect(filter.push('1\n')).toEqual({ text: '#1', isStopped: false });
    expect(filter.push('\nUse')).toEqual({ text: '', isStopped: false });
    expect(filter.push('d\n')).toEqual({ text: '\n\nUsed', isStopped: false });
    expect(filter.push('#')).toEqual({ text: '\n', isStopped: false });
    expect(filter.push('## x')).toEqual({ text: '', isStopped: true });
    expect(filter.flush()).toBe('');
  });
});

describe('a text stream', () => {
  const tokenizer = createTokenizer(byteLevelTokenizer(), { specialTokens: {}, additionalSpecialTokens: [], addedTokens: [], chatTemplates: new Map(), maxTokens: null, cleansUpSpaces: false, addsBosToken: false, addsEosToken: false, isLegacy: false }, 'tokenizer.json');
  const idsOf = (text: string): readonly number[] => tokenizer.encode(text, { addsSpecialTokens: false }).ids;
  const stream = (ids: readonly number[], prompt: readonly number[] = []): { pieces: string[]; rest: string } => {
    const texts = createTextStream((tokenIds) => tokenizer.decode(tokenIds), prompt);
    return { pieces: ids.map((id) => texts.push(id)), rest: texts.flush() };
  };

  it('gives a character once its last byte is there', () => {
    expect(stream(idsOf('aé😀b'))).toEqual({ pieces: ['a', '', 'é', '', '', '', '😀', 'b'], rest: '' });
  });

  it('gives what is left of a broken character at the end', () => {
    const [, first = 0] = idsOf('aé');
    expect(stream([first])).toEqual({ pieces: [''], rest: '\uFFFD' });
    expect(stream([first, ...idsOf('b')])).toEqual({ pieces: ['', '\uFFFDb'], rest: '' });
  });

  it('of any text and prompt, joined, is the text', () => {
    assert(
      property(string({ unit: 'grapheme', maxLength: 40 }), string({ maxLength: 10 }), (text, prompt) => {
        const { pieces, rest } = stream(idsOf(text), idsOf(prompt));
        expect(pieces.join('') + rest).toBe(text);
      }),
    );
  });
});
