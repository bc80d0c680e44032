/**
 * @file Sampled replies of a judging language model, read as verdicts and averaged (spec E-6, M-9; decisions D-6 and D-21). Strict reading asks
 * for the verdict's own opening; published reading takes the first keyword found anywhere, so "not solved" counts as solved.
 */

export const verdictParsings = ['strict', 'published'] as const;
export type VerdictParsing = (typeof verdictParsings)[number];

export type GoalVerdict = 'worse' | 'same' | 'better' | 'solved';
export type ReplyVerdict = 'not' | 'poor' | 'good';

/** In the order in which the published code looks for them. */
const goalScores: Readonly<Record<GoalVerdict, number>> = { worse: -1, same: -0.5, better: 0.5, solved: 1 };
const replyScores: Readonly<Record<ReplyVerdict, number>> = { not: 0, poor: 0.5, good: 1 };

export interface JudgeVotes<Verdict extends string> {
  /** Mean score of the replies that could be read; 0 where none could. */
  readonly score: number;
  readonly parsed: number;
  readonly unparsed: number;
  readonly counts: Readonly<Record<Verdict, number>>;
}

/** Has the seeker's issue been solved? Success is a mean strictly above one half. */
export function aggregateGoalVotes(replies: readonly string[], parsing: VerdictParsing = 'strict'): JudgeVotes<GoalVerdict> & { readonly success: boolean } {
  const votes = aggregate(replies, goalScores, parsing === 'strict' ? strictGoalVerdict : (reply) => firstKeyword(reply, goalScores));
  return { ...votes, success: votes.score > 0.5 };
}

/** Does the reply follow its strategy? The mean is ESCA's reward. */
export function aggregateReplyVotes(replies: readonly string[], parsing: VerdictParsing = 'strict'): JudgeVotes<ReplyVerdict> {
  return aggregate(replies, replyScores, parsing === 'strict' ? strictReplyVerdict : (reply) => firstKeyword(reply, replyScores));
}

function aggregate<Verdict extends string>(
  replies: readonly string[],
  scores: Readonly<Record<Verdict, number>>,
  read: (reply: string) => Verdict | null,
): JudgeVotes<Verdict> {
  const verdicts = replies.map(read).filter((verdict) => verdict !== null);
  const counts = Object.fromEntries(keysOf(scores).map((verdict) => [verdict, verdicts.filter((one) => one === verdict).length])) as Record<Verdict, number>;
  const total = verdicts.reduce((sum, verdict) => sum + scores[verdict], 0);
  return {
    score: verdicts.length === 0 ? 0 : total / verdicts.length,
    parsed: verdicts.length,
    unparsed: replies.length - verdicts.length,
    counts,
  };
}

/** "Yes ... solved" without a "not", or "No ..." with exactly one of worse, same, better. */
function strictGoalVerdict(reply: string): GoalVerdict | null {
  const [, answer, rest] = /^\W*(yes|no)\b(.*)$/isu.exec(reply) ?? [];
  if (answer === undefined || rest === undefined) return null;
  if (answer.toLowerCase() === 'yes') return /\bsolved\b/iu.test(rest) && !/\b(not|never)\b|n't\b/iu.test(rest) ? 'solved' : null;
  const named = (['worse', 'same', 'better'] as const).filter((verdict) => new RegExp(`\\b${verdict}\\b`, 'iu').test(rest));
  return named.length === 1 ? (named[0] ?? null) : null;
}

/** "Not following", or "Following ..." with one of poor(ly) and good or well. */
function strictReplyVerdict(reply: string): ReplyVerdict | null {
  if (/^\W*not\s+follow/iu.test(reply)) return 'not';
  const rest = /^\W*follow(?:ing|ed|s)?\b(.*)$/isu.exec(reply)?.[1];
  if (rest === undefined) return null;
  const isPoor = /\bpoor(ly)?\b/iu.test(rest);
  const isGood = /\b(good|well)\b/iu.test(rest);
  if (isPoor === isGood) return null;
  return isPoor ? 'poor' : 'good';
}

function firstKeyword<Verdict extends string>(reply: string, scores: Readonly<Record<Verdict, number>>): Verdict | null {
  const lower = reply.toLowerCase();
  return keysOf(scores).find((verdict) => lower.includes(verdict)) ?? null;
}

function keysOf<Key extends string>(record: Readonly<Record<Key, unknown>>): Key[] {
  return Object.keys(record) as Key[];
}
