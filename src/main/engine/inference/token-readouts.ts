/**
 * @file One value for an action that is written as several tokens, from the logits at the positions that predict them (straQ*: Q(s, a)). Its paper
 * averages them in one place and takes the last token's in another; where all actions end alike, "(k)", the last token cannot tell them apart.
 */
import { AppError } from '#shared/contracts/errors';

export function meanTokenLogit(logits: readonly number[]): number {
  return requireTokens(logits).reduce((sum, logit) => sum + logit, 0) / logits.length;
}

export function lastTokenLogit(logits: readonly number[]): number {
  return requireTokens(logits).at(-1) ?? NaN;
}

function requireTokens(logits: readonly number[]): readonly number[] {
  if (logits.length === 0) throw new AppError('INVALID_INPUT', 'An action without tokens has no value.');
  return logits;
}
