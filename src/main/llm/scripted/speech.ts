/** @file What scripted speakers say: sentences chosen by strategy, by how far the dialogue is, and by seeded chance. */
import { chance, chooseBy } from './persons';

const supporterSentences: Readonly<Record<string, readonly string[]>> = {
  question: ['What has been the hardest part of it for you?', 'When did you first notice that it weighs on you?', 'Who knows about this besides you?', 'What would have to change first for you to feel lighter?'],
  restatement: ['So what you are saying is that this keeps coming back to you.', 'If I hear you rightly, it has become too much to carry alone.'],
  reflection: ['It sounds as if you feel worn out and rather alone with this.', 'I hear a lot of worry in what you say, and some anger too.'],
  disclosure: ['I have been through something like it, and it took me a while to see a way.', 'When that happened to me I felt the same for weeks.'],
  affirmation: ['You have come a long way already by talking about it.', 'It takes strength to look at this as clearly as you do.', 'You are not alone with this, and you are handling more than you think.'],
  suggestion: ['Perhaps you could write down the one thing that troubles you most and begin there.', 'Maybe a short walk each day would give you some room to think.', 'Could you tell one person you trust about it this week?'],
  information: ['Many people find that sleep and regular meals make such weeks easier to bear.', 'There are free advice lines where trained people listen, day and night.'],
  others: ['I am here and I have time.', 'Thank you for telling me.'],
};

const strategyWords: readonly (readonly [RegExp, string])[] = [
  [/question/i, 'question'],
  [/restate|paraphras/i, 'restatement'],
  [/reflect|validation|empathetic/i, 'reflection'],
  [/disclosure/i, 'disclosure'],
  [/affirm|reassur|reframe|judg/i, 'affirmation'],
  [/suggest|planning|perspective/i, 'suggestion'],
  [/information/i, 'information'],
];

const seekerSentences: readonly (readonly string[])[] = [
  ['I do not know where to begin, it is all too much.', 'I feel terrible about it and cannot sleep.', 'It has been going on for weeks and nobody notices.'],
  ['Yes, that is how it feels most days.', 'Mostly it is the waiting that wears me out.', 'I keep thinking that I should have acted sooner.'],
  ['Maybe I could try that, I had not thought of it.', 'I suppose I could talk to my sister about it.', 'That makes some sense to me.'],
  ['Thank you, I feel a little better now.', 'I will give it a try tomorrow.', 'That helps, I feel calmer than before.'],
];

/** Turns of the seeker after which the mood is as good as it gets. */
const turnsToRelief = 8;

export function supporterSentence(strategy: string, seed: string): string {
  return chooseBy(chance('supporter', strategy, seed), supporterSentences[strategyGroup(strategy)] ?? []);
}

export function seekerSentence(ownTurns: number, seed: string): string {
  const phase = Math.min(seekerSentences.length - 1, Math.floor((ownTurns / turnsToRelief) * seekerSentences.length));
  return chooseBy(chance('seeker', ownTurns, seed), seekerSentences[phase] ?? []);
}

/** Nothing is left to be said. */
export function isRelieved(ownTurns: number): boolean {
  return ownTurns >= turnsToRelief;
}

/** Which of the groups above a strategy of either vocabulary belongs to. */
export function strategyGroup(strategy: string): string {
  return strategyWords.find(([word]) => word.test(strategy))?.[1] ?? 'others';
}
