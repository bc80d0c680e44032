/** @file What the planner reads (spec E-3): utterances as "Role: text", whole ones from the most recent backwards while they fit. Knows no tokenizer. */
import { displayText } from '#shared/domain/dialogue';
import type { PlannerTurn } from './samples';

export interface TextOptions {
  /** Adds the strategy to supporter turns, which the paper does not. */
  readonly showsStrategies: boolean;
  /** Begins each utterance with its number in the dialogue, which the paper does not. */
  readonly numbersTurns: boolean;
}

/** `place` is the turn's index in its dialogue. */
export function utteranceText({ speaker, text, strategy }: PlannerTurn, place: number, { showsStrategies, numbersTurns }: TextOptions): string {
  const role = speaker === 'seeker' ? 'Seeker' : 'Supporter';
  return `${numbersTurns ? `${place + 1} ` : ''}${role}${showsStrategies && strategy !== undefined ? ` (${strategy})` : ''}: ${displayText(text)}`;
}

/** One utterance in tokens. */
export interface TokenisedUtterance {
  readonly tokenIds: readonly number[];
  /** Of all its tokens: the row of the token type table. */
  readonly type: number;
}

export interface SequenceFrame {
  /** Of the whole sequence, first and last token included. */
  readonly maxTokens: number;
  /** The token before everything. */
  readonly beginId: number;
  /** The token after everything; none where undefined. */
  readonly endId: number | undefined;
}

export interface Sequence {
  readonly tokenIds: readonly number[];
  /** The first and last token have the type 0. */
  readonly typeIds: readonly number[];
  /** Index of the first utterance that is in it. */
  readonly firstUtterance: number;
}

/**
 * The most recent utterances that fit, oldest first, between the first and last token. An utterance is whole or not there, but for one: where
 * even the most recent does not fit alone, its beginning stands.
 */
export function fitUtterances(utterances: readonly TokenisedUtterance[], { maxTokens, beginId, endId }: SequenceFrame): Sequence {
  const room = maxTokens - (endId === undefined ? 1 : 2);
  let [first, used] = [utterances.length, 0];
  for (; first > 0; first--) {
    const length = utterances[first - 1]?.tokenIds.length ?? 0;
    if (used + length > room) break;
    used += length;
  }
  if (first === utterances.length) first = Math.max(0, first - 1);
  const body = utterances.slice(first).flatMap(({ tokenIds, type }) => tokenIds.map((id) => ({ id, type }))).slice(0, room);
  const end = endId === undefined ? [] : [endId];
  return { tokenIds: [beginId, ...body.map(({ id }) => id), ...end], typeIds: [0, ...body.map(({ type }) => type), ...end.map(() => 0)], firstUtterance: first };
}
