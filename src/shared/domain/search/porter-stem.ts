/**
 * @file The English stemmer of M. Porter, "An algorithm for suffix stripping" (1980), as SQLite's FTS5 applies it.
 * It marks in JavaScript what the index found; a test compares the two word by word.
 */

type Replacements = Readonly<Record<string, string>>;

const step2: Replacements = {
  ational: 'ate', tional: 'tion', enci: 'ence', anci: 'ance', izer: 'ize', logi: 'log', bli: 'ble', alli: 'al', entli: 'ent', eli: 'e', ousli: 'ous',
  ization: 'ize', ation: 'ate', ator: 'ate', alism: 'al', iveness: 'ive', fulness: 'ful', ousness: 'ous', aliti: 'al', iviti: 'ive', biliti: 'ble',
};
const step2Suffix = suffixOf(step2);

const step3: Replacements = { icate: 'ic', ative: '', alize: 'al', iciti: 'ic', ical: 'ic', ful: '', ness: '' };
const step3Suffix = suffixOf(step3);

const step4Suffix = /(?:al|ance|ence|er|ic|able|ible|ant|ement|ment|ent|ou|ism|ate|iti|ous|ive|ize|(?<=[st])ion)$/;

/** The stem of a folded word: lower case, without diacritics. */
export function porterStem(word: string): string {
  if (word.length < 3) return word;
  const inflected = stripY(stripPastAndProgressive(stripPlural(word)));
  const derived = replaceSuffix(replaceSuffix(inflected, step2Suffix, step2), step3Suffix, step3);
  return tidy(stripStep4(derived));
}

/** Step 1a: caresses, ponies, cats. */
function stripPlural(word: string): string {
  if (/(?:ss|i)es$/.test(word) && word.length > 3) return word.slice(0, -2);
  return /[^s]s$/.test(word) ? word.slice(0, -1) : word;
}

/** Step 1b: agreed, plastered, motoring; what is left gets its e back or loses a doubled letter. */
function stripPastAndProgressive(word: string): string {
  if (word.endsWith('eed') && word.length > 3) return hasMeasure(word.slice(0, -3)) ? word.slice(0, -1) : word;
  const stem = word.replace(/(?:ed|ing)$/, '');
  if (stem === word || !hasVowel(stem)) return word;
  if (/(?:at|bl|iz)$/.test(stem) && stem.length > 2) return `${stem}e`;
  if (/([^aeioulsz])\1$/.test(stem)) return stem.slice(0, -1);
  return hasMeasureOne(stem) && endsShort(stem) ? `${stem}e` : stem;
}

/** Step 1c: happy. */
function stripY(word: string): string {
  return word.endsWith('y') && hasVowel(word.slice(0, -1)) ? `${word.slice(0, -1)}i` : word;
}

/** Steps 2 and 3: the longest suffix decides, even where its condition then fails. */
function replaceSuffix(word: string, suffix: RegExp, replacements: Replacements): string {
  const found = suffix.exec(word)?.[0];
  if (found === undefined) return word;
  const stem = word.slice(0, -found.length);
  return hasMeasure(stem) ? stem + (replacements[found] ?? '') : word;
}

function stripStep4(word: string): string {
  const stem = word.replace(step4Suffix, '');
  return hasMeasureTwo(stem) ? stem : word;
}

/** Step 5: a last e, and a doubled l. */
function tidy(word: string): string {
  let stem = word;
  if (stem.endsWith('e')) {
    const shorter = stem.slice(0, -1);
    if (hasMeasureTwo(shorter) || (hasMeasureOne(shorter) && !endsShort(shorter))) stem = shorter;
  }
  return stem.endsWith('ll') && hasMeasureTwo(stem.slice(0, -1)) ? stem.slice(0, -1) : stem;
}

/** An alternation tries its branches at the leftmost place first, so the longest suffix wins. */
function suffixOf(replacements: Replacements): RegExp {
  return new RegExp(`(?:${Object.keys(replacements).join('|')})$`);
}

/** m > 0, m = 1, m > 1 for a stem [C](VC)^m[V]. */
function hasMeasure(stem: string): boolean {
  return /^c*v+c/.test(shapeOf(stem));
}

function hasMeasureOne(stem: string): boolean {
  return /^c*v+c+v*$/.test(shapeOf(stem));
}

function hasMeasureTwo(stem: string): boolean {
  return /^c*v+c+v+c/.test(shapeOf(stem));
}

function hasVowel(stem: string): boolean {
  return shapeOf(stem).includes('v');
}

/** *o: ends consonant, vowel, consonant, the last not w, x or y. */
function endsShort(stem: string): boolean {
  return shapeOf(stem).endsWith('cvc') && /[^wxy]$/.test(stem);
}

/** Consonants and vowels: y is a vowel after a consonant. */
function shapeOf(stem: string): string {
  let shape = '';
  for (const letter of stem) shape += 'aeiou'.includes(letter) || (letter === 'y' && shape.endsWith('c')) ? 'v' : 'c';
  return shape;
}
