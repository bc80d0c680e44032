/**
 * @file The two support-strategy vocabularies of the field, their aliases, and one colour-blind-safe colour each.
 * Index orders differ between published systems and are kept apart: never index a strategy without naming the order.
 */

export type VocabularyId = 'esconv8' | 'extes8';

export interface Strategy {
  /** Canonical spelling, stored and exported. */
  readonly label: string;
  readonly abbreviation: string;
  /** What a supporter does when using it, in our own words. */
  readonly definition: string;
  /** Other spellings met in published files, compared without case, brackets or surrounding space. */
  readonly aliases: readonly string[];
  /** Hue used in both themes; `light` for text and marks on a light ground, `dark` on a dark one (contrast at least 4.5). */
  readonly color: { readonly light: string; readonly dark: string };
}

/** Eight hues after Okabe and Ito (2008), darkened and lightened to reach text contrast on either ground. */
const hues = {
  blue: { light: '#005a94', dark: '#6db7ee' },
  vermilion: { light: '#a63f00', dark: '#f39a5f' },
  green: { light: '#00694b', dark: '#4cc9a0' },
  purple: { light: '#8a3a6a', dark: '#e4a0c6' },
  amber: { light: '#7f5a00', dark: '#e5b84a' },
  sky: { light: '#10647f', dark: '#83d0ea' },
  slate: { light: '#4f5866', dark: '#b4bdca' },
  olive: { light: '#5c6200', dark: '#c9d16a' },
} as const;

export const esconv8: readonly Strategy[] = [
  {
    label: 'Question',
    abbreviation: 'Que',
    definition: 'Asks about the problem so that the seeker can say more clearly what is wrong.',
    aliases: ['Questions'],
    color: hues.blue,
  },
  {
    label: 'Restatement or Paraphrasing',
    abbreviation: 'Res',
    definition: "Says the seeker's own content back, shorter and clearer.",
    aliases: ['Restatement', 'Restatement and Paraphrasing', 'Paraphrasing'],
    color: hues.sky,
  },
  {
    label: 'Reflection of feelings',
    abbreviation: 'Ref',
    definition: 'Names the feelings that the seeker shows.',
    aliases: ['Reflection of Feeling', 'Reflection'],
    color: hues.purple,
  },
  {
    label: 'Self-disclosure',
    abbreviation: 'Sel',
    definition: 'Shares a similar experience or feeling of the supporter’s own.',
    aliases: ['Self disclosure', 'Self Disclosure'],
    color: hues.olive,
  },
  {
    label: 'Affirmation and Reassurance',
    abbreviation: 'Aff',
    definition: 'Affirms strengths and abilities, encourages, reassures.',
    aliases: ['Approval and Reassurance', 'Affirmation'],
    color: hues.green,
  },
  {
    label: 'Providing Suggestions',
    abbreviation: 'Pro',
    definition: 'Proposes what could change, without prescribing it.',
    aliases: ['Suggestions', 'Provide Suggestions'],
    color: hues.vermilion,
  },
  {
    label: 'Information',
    abbreviation: 'Inf',
    definition: 'Gives facts, data, resources or answers.',
    aliases: ['Providing Information'],
    color: hues.amber,
  },
  {
    label: 'Others',
    abbreviation: 'Oth',
    definition: 'Greetings, pleasantries and everything else.',
    aliases: ['Other'],
    color: hues.slate,
  },
];

export const extes8: readonly Strategy[] = [
  {
    label: 'Emotional Validation',
    abbreviation: 'EV',
    definition: 'Accepts the feelings of the seeker as real and understandable.',
    aliases: [],
    color: hues.purple,
  },
  {
    label: 'Affirmation',
    abbreviation: 'Aff',
    definition: 'Recognises strengths and gives hope.',
    aliases: [],
    color: hues.green,
  },
  {
    label: 'Collaborative Planning',
    abbreviation: 'CP',
    definition: 'Works out next steps together with the seeker.',
    aliases: [],
    color: hues.vermilion,
  },
  {
    label: 'Empathetic Statements',
    abbreviation: 'ES',
    definition: 'Shows understanding of the situation from the seeker’s side.',
    aliases: ['Empathetic Statement'],
    color: hues.sky,
  },
  {
    label: 'Avoid Judgment and Criticism',
    abbreviation: 'AJC',
    definition: 'Stays neutral and accepting, blames nobody.',
    aliases: ['Avoid Judgement and Criticism'],
    color: hues.slate,
  },
  {
    label: 'Provide Different Perspectives',
    abbreviation: 'PDP',
    definition: 'Offers another way of looking at the situation.',
    aliases: ['Provide Different Perspective'],
    color: hues.blue,
  },
  {
    label: 'Reframe Negative Thoughts',
    abbreviation: 'RNT',
    definition: 'Helps to replace a harsh thought by a kinder, truer one.',
    aliases: [],
    color: hues.olive,
  },
  {
    label: 'Share Information',
    abbreviation: 'SI',
    definition: 'Gives facts or resources that help.',
    aliases: [],
    color: hues.amber,
  },
];

export const vocabularies: Readonly<Record<VocabularyId, readonly Strategy[]>> = { esconv8, extes8 };

/** ESConv-8 in the two index orders that published classifiers use (spec 1.1). */
export const esconv8Orders = {
  /** ESCA and PPDPP: alphabetical. */
  alphabetical: ['Affirmation and Reassurance', 'Information', 'Others', 'Providing Suggestions', 'Question', 'Reflection of feelings', 'Restatement or Paraphrasing', 'Self-disclosure'],
  /** Kang et al. (2024) and straQ*: the order of {@link esconv8}. */
  kang: esconv8.map((one) => one.label),
} as const;

/** The 16 labels of ExTES files to ExTES-8 (CSO, table 8). `Others`, the sixteenth, maps to nothing and drops its dialogue. */
export const extes16To8: Readonly<Record<string, string>> = {
  'Reflective Statements': 'Emotional Validation',
  Clarification: 'Emotional Validation',
  'Emotional Validation': 'Emotional Validation',
  'Normalize Experiences': 'Emotional Validation',
  Affirmation: 'Affirmation',
  'Offer Hope': 'Affirmation',
  'Suggest Options': 'Collaborative Planning',
  'Collaborative Planning': 'Collaborative Planning',
  'Stress Management': 'Collaborative Planning',
  'Promote Self-Care Practices': 'Collaborative Planning',
  'Empathetic Statements': 'Empathetic Statements',
  'Avoid Judgment and Criticism': 'Avoid Judgment and Criticism',
  'Provide Different Perspectives': 'Provide Different Perspectives',
  'Reframe Negative Thoughts': 'Reframe Negative Thoughts',
  'Share Information': 'Share Information',
};

/** Comparison form of a label: lower case, without brackets around it, "(EV)"-like abbreviations or repeated space. */
export function foldLabel(label: string): string {
  return label
    .replace(/^\s*\[(.*)\]\s*$/s, '$1')
    .replace(/\s*\([A-Za-z]{1,5}\)\s*$/, '')
    .replace(/[\s_]+/g, ' ')
    .trim()
    .toLowerCase();
}

const folded = new Map<VocabularyId, Map<string, Strategy>>(
  (Object.keys(vocabularies) as VocabularyId[]).map((id) => [
    id,
    new Map(vocabularies[id].flatMap((one) => [one.label, ...one.aliases].map((name) => [foldLabel(name), one] as const))),
  ]),
);

/** The strategy that a label names in a vocabulary, or undefined: an unknown label is reported by the caller, never mapped to Others. */
export function findStrategy(vocabulary: VocabularyId, label: string): Strategy | undefined {
  return folded.get(vocabulary)?.get(foldLabel(label));
}

/** Looks a label up by canonical name in every vocabulary; for display only. */
export function strategyByLabel(label: string): Strategy | undefined {
  return esconv8.find((one) => one.label === label) ?? extes8.find((one) => one.label === label);
}
