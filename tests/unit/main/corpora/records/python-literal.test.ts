/** @file Python literals as print() writes them, and what is refused. */
import { describe, expect, it } from 'vitest';
import { parsePythonLiteral } from '#main/corpora/records/python-literal';

const parse = (text: string): unknown => {
  const result = parsePythonLiteral(text, 20);
  return 'value' in result ? result.value : result.error;
};

describe('parsePythonLiteral', () => {
  it('reads dicts, lists, tuples, numbers and constants', () => {
    expect(parse("{'a': [1, -2.5, 1e3, .5], 'b': (True, False, None,), 3: {}, 'c': [],}")).toEqual({ a: [1, -2.5, 1000, 0.5], b: [true, false, null], 3: {}, c: [] });
  });

  it.each([
    [`'it\\'s "so"'`, `it's "so"`],
    [`"it's"`, "it's"],
    [`u'caf\\xe9 \\u2014 \\U0001F600'`, 'café — 😀'],
    [`'a\\nb\\tc\\\\d\\101\\q'`, 'a\nb\tc\\dA\\q'],
    [`''`, ''],
  ])('reads the text %s', (literal, text) => {
    expect(parse(literal)).toBe(text);
  });

  it.each([
    [`{'a': open('x')}`, /"open" is no value/],
    [`__import__('os')`, /is no value/],
    [`{'a': 1`, /"}" is missing \(character 7\)/],
    [`['a' 'b']`, /a comma is missing/],
    [`{'a'}`, /a colon is missing/],
    [`{[1]: 2}`, /a key must be text/],
    [`'''a'''`, /triple quotes/],
    [`'a`, /not closed/],
    ["'a\nb'", /not closed/],
    [`'\\xZ1'`, /hexadecimal/],
    [`'\\N{BULLET}'`, /by name/],
    [`{} {}`, /nothing more/],
    [`b'a'`, /is no value/],
    ['['.repeat(5000), /more than 20 levels/],
    ['', /the text ends/],
  ])('refuses %s', (literal, problem) => {
    expect(parse(literal)).toMatch(problem);
  });

  it('makes __proto__ a key like any other', () => {
    const value = parse("{'__proto__': {'polluted': True}}") as object;
    expect(Object.keys(value)).toEqual(['__proto__']);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });
});
