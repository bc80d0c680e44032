/** @file The twelve hypothesis and reference pairs of anchor G2, with their given sentence boundaries. */
import type { NlgItem } from '#main/research/metrics/nlg-text';

const pairs: readonly (readonly [hypothesis: string, reference: string])[] = [
  ['I am so sorry to hear that you lost your job.', "I'm really sorry to hear about your job."],
  ['Have you tried talking to your manager about it?', 'Have you talked to your manager about this?'],
  ['It sounds like you are feeling overwhelmed right now.', 'It sounds like you feel very overwhelmed.'],
  ['You could try going for a walk every day.', 'Maybe you can go for a short walk each day.'],
  ['I understand.', 'I understand how hard that must be for you.'],
  ["That must be really hard for you, and I can't imagine how it feels!", 'That must be hard.'],
  ['What happened between you and your friend?', 'What happened between you and your friend?'],
  ['Exercise helps release endorphins.', 'Many people find therapy useful for anxiety.'],
  ['Hello, how are you doing today?', 'Hi there! / How are you today?'],
  ['You are strong. / You will get through this.', 'You are a strong person and you will get through this.'],
  ['I felt the same way when I broke up with my partner last year.', 'I went through a break-up last year too, so I know the pain.'],
  ["So you are saying that your parents don't listen to you?", "So your parents don't really listen to you, is that right?"],
];

/** With the boundaries given. */
export const givenSentences: readonly NlgItem[] = pairs.map(([hypothesis, reference]) => ({
  hypothesis: { sentences: hypothesis.split(' / ') },
  references: [{ sentences: reference.split(' / ') }],
}));

/** As plain text, the splitter finding the boundaries. */
export const plainPairs: readonly NlgItem[] = pairs.map(([hypothesis, reference]) => ({
  hypothesis: hypothesis.replace(' / ', ' '),
  references: [reference.replace(' / ', ' ')],
}));
