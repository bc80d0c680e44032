/** @file How a scripted person answers each role, from its slots alone: the same slots, person and sample give the same text. */
import type { Json } from '#shared/domain/json';
import type { LabelField } from '#shared/domain/label-schema';
import { hasCue, isQuestion, wordCount } from './cues';
import { type JudgedTurn, personalLabel, usualLabel } from './labels';
import { chance, chooseBy, type ScriptedPerson } from './persons';
import { isRelieved, seekerSentence, strategyGroup, supporterSentence } from './speech';

interface Utterance {
  readonly speaker: 'seeker' | 'supporter';
  readonly text: string;
  readonly known?: Readonly<Record<string, string>>;
  readonly strategy?: string | null;
}

interface AllSlots {
  readonly utterances: readonly Utterance[];
  readonly fields: readonly LabelField[];
  readonly field: LabelField;
  readonly context: readonly Utterance[];
  readonly current: Utterance;
  readonly proposals: readonly string[];
  readonly history: readonly Utterance[];
  /** Its name alone in some roles. */
  readonly strategy: { readonly name: string } | string | null;
  readonly strategies: readonly { readonly name: string }[];
  readonly reply: string;
}

interface Asked {
  readonly person: ScriptedPerson;
  readonly slots: AllSlots;
  readonly sample: number;
}

/** What stands in for a language model asked for `role`. The slots are those of the role's own schema. */
export function scriptedAnswer(role: string, asked: { person: ScriptedPerson; slots: Readonly<Record<string, Json>>; sample: number }): string {
  const answer = answers[role];
  if (answer === undefined) throw new Error(`no scripted answer for the role ${role}`);
  return answer({ ...asked, slots: asked.slots as unknown as AllSlots });
}

const answers: Readonly<Record<string, (asked: Asked) => string>> = {
  'annotate-emotion': labelLines,
  'annotate-behaviour-stage': labelLines,
  'annotate-trust': labelLines,
  'annotate-labels': labelLines,
  'state-extract': labelLines,
  adjudicate: ({ slots: { field, context, current, proposals } }) => {
    const label = usualLabel(field, { text: current.text, before: lastOf(context, 'supporter'), progress: 0.5 });
    return `Label: ${proposals.length === 0 || proposals.includes(label) ? label : proposals[0]}`;
  },
  seeker: ({ slots: { history }, person, sample }) => seekerSentence(countOf(history, 'seeker'), seedOf(history, person, sample)),
  'leaving-seeker': ({ slots: { history }, person, sample }) => {
    const ownTurns = countOf(history, 'seeker');
    return isRelieved(ownTurns) ? '<end>' : seekerSentence(ownTurns, seedOf(history, person, sample));
  },
  supporter: ({ slots: { history, strategy }, person, sample }) => supporterSentence(nameOf(strategy), seedOf(history, person, sample)),
  'strategy-scores': strategyScores,
  'goal-judge': ({ slots: { utterances }, person, sample }) => {
    const last = lastOf(utterances, 'seeker') ?? '';
    const mood = (hasCue(last, 'relief') ? 2 : 0) + (hasCue(last, 'plan') ? 0.6 : 0) - (hasCue(last, 'extreme') || hasCue(last, 'rejection') ? 2 : 0) + chance('mood', seedOf(utterances, person, sample)) - 0.5;
    if (mood < -1) return 'No, the seeker feels worse.';
    if (mood < 0.4) return 'No, the seeker feels the same.';
    return mood < 2.1 ? 'No, but the seeker feels better.' : "Yes, the seeker's issue has been solved.";
  },
  'strategy-judge': ({ slots: { strategy, reply }, person, sample }) => {
    const luck = chance('follows', person.model, nameOf(strategy), reply, sample);
    return isFollowed(nameOf(strategy), reply) ? chooseBy(luck, ['Following well', 'Following well', 'Following well', 'Following poorly']) : chooseBy(luck, ['Not following', 'Not following', 'Following poorly']);
  },
  'reply-score': ({ slots: { reply }, person, sample }) => `${Math.max(1, Math.min(5, Math.round(1.5 + 2 * helpIn(reply) + 1.5 * chance('score', person.model, reply, sample))))}. By rules, from the words of the reply.`,
  'reply-reward': ({ slots: { strategy, reply }, person, sample }) => {
    const rate = (name: string, usual: number): number => Math.max(0, Math.min(4, Math.round(usual + 1.5 * chance(name, person.model, reply, sample) - 0.5)));
    const feeling = hasCue(reply, 'validation') || hasCue(reply, 'feeling');
    const ratings = [rate('empathy', feeling ? 3 : 1), rate('information', hasCue(reply, 'advice') ? 3 : 1), rate('humanoid', wordCount(reply) < 40 ? 3 : 2), rate('strategies', isFollowed(nameOf(strategy), reply) ? 3 : 1)];
    return ratings.map((rating, index) => `${index + 1}: ${rating}`).join('\n');
  },
  'connection-test': ({ person }) => `Hello from ${person.model}: rules, not a language model.`,
};

function labelLines({ slots: { utterances, fields }, person, sample }: Asked): string {
  const turns = judgedTurns(utterances);
  return turns
    .map((turn, index) => {
      const labels = fields.map((field) => turn.known[field.id] ?? personalLabel(field, turn, { person, sample }));
      return `${turn.text} (${index + 1}): ${labels.join(', ')}`;
    })
    .join('\n');
}

/** Questions first, advice late, and never twice the same. */
function strategyScores({ slots: { history, strategies }, person, sample }: Asked): string {
  const turns = countOf(history, 'supporter');
  const last = history.findLast(({ speaker }) => speaker === 'supporter')?.strategy;
  const scores = strategies.map(({ name }) => {
    const group = strategyGroup(name);
    const usual = group === 'question' ? 8 - turns : group === 'suggestion' || group === 'information' ? 2 + turns : 5;
    const score = usual + 3 * chance('weighs', name, seedOf(history, person, sample)) - (name === last ? 6 : 0);
    return [name, Math.max(0, Math.min(10, Math.round(score)))] as const;
  });
  return `By rules, from how far the conversation is.\n\`\`\`json\n${JSON.stringify(Object.fromEntries(scores))}\n\`\`\``;
}

function isFollowed(strategy: string, reply: string): boolean {
  const group = strategyGroup(strategy);
  if (group === 'question') return isQuestion(reply);
  if (group === 'suggestion') return hasCue(reply, 'advice');
  return group === 'reflection' ? hasCue(reply, 'validation') || hasCue(reply, 'feeling') : !isQuestion(reply);
}

/** From 0 to 1. */
function helpIn(reply: string): number {
  if (hasCue(reply, 'dismissal')) return 0;
  return (Number(hasCue(reply, 'validation')) + Number(hasCue(reply, 'advice') || isQuestion(reply)) + Number(wordCount(reply) > 8)) / 3;
}

function nameOf(strategy: AllSlots['strategy']): string {
  return typeof strategy === 'string' ? strategy : (strategy?.name ?? 'Others');
}

function judgedTurns(utterances: readonly Utterance[]): (JudgedTurn & { readonly known: Readonly<Record<string, string>> })[] {
  return utterances.flatMap(({ speaker, text, known }, index) =>
    speaker === 'seeker' ? [{ text, before: lastOf(utterances.slice(0, index), 'supporter'), progress: utterances.length === 1 ? 0 : index / (utterances.length - 1), known: known ?? {} }] : [],
  );
}

function lastOf(utterances: readonly Utterance[], speaker: Utterance['speaker']): string | null {
  return utterances.findLast((one) => one.speaker === speaker)?.text ?? null;
}

function countOf(utterances: readonly Utterance[], speaker: Utterance['speaker']): number {
  return utterances.filter((one) => one.speaker === speaker).length;
}

function seedOf(utterances: readonly Utterance[], person: ScriptedPerson, sample: number): string {
  return JSON.stringify([person.model, sample, utterances.map(({ text }) => text)]);
}
