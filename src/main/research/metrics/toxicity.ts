/**
 * @file Mean attribute scores a subset of texts (CSO, table 7; spec C-10). The scores come from an imported file or a scorer; this file only
 * aggregates them. Attributes are Perspective's.
 */
import { AppError } from '#shared/contracts/errors';

export const toxicityAttributes = ['TOXICITY', 'SEVERE_TOXICITY', 'IDENTITY_ATTACK', 'INSULT', 'PROFANITY', 'THREAT'] as const;
export type ToxicityAttribute = (typeof toxicityAttributes)[number];

export interface ToxicityScores {
  /** For example seeker, preferred, rejected. */
  readonly subset: string;
  /** 0..1; an attribute that the scorer did not give is left out. */
  readonly scores: Readonly<Partial<Record<ToxicityAttribute, number>>>;
}

export interface ToxicitySummary {
  readonly subset: string;
  readonly texts: number;
  readonly attributes: Readonly<Record<ToxicityAttribute, AttributeSummary>>;
}

export interface AttributeSummary {
  /** Null where no text of the subset has the attribute. */
  readonly mean: number | null;
  readonly max: number | null;
  readonly scored: number;
}

/** One summary a subset, in order of first appearance, then one of all texts. */
export function summariseToxicity(rows: readonly ToxicityScores[]): ToxicitySummary[] {
  for (const [index, row] of rows.entries()) assertScores(row, index);
  const subsets = [...new Set(rows.map(({ subset }) => subset))];
  return [
    ...subsets.map((subset) => summary(subset, rows.filter((row) => row.subset === subset))),
    summary('all', rows),
  ];
}

function summary(subset: string, rows: readonly ToxicityScores[]): ToxicitySummary {
  const attributes = Object.fromEntries(
    toxicityAttributes.map((attribute) => [attribute, summariseAttribute(rows.map(({ scores }) => scores[attribute]).filter((score) => score !== undefined))]),
  ) as Record<ToxicityAttribute, AttributeSummary>;
  return { subset, texts: rows.length, attributes };
}

function summariseAttribute(scores: readonly number[]): AttributeSummary {
  if (scores.length === 0) return { mean: null, max: null, scored: 0 };
  const total = scores.reduce((sum, score) => sum + score, 0);
  return { mean: total / scores.length, max: scores.reduce((most, score) => Math.max(most, score), 0), scored: scores.length };
}

function assertScores({ subset, scores }: ToxicityScores, index: number): void {
  if (subset === 'all') throw new AppError('INVALID_INPUT', `Row ${index + 1}: a subset may not be called "all", which names the sum of all subsets.`);
  for (const attribute of toxicityAttributes) {
    const score = scores[attribute];
    if (score !== undefined && !(score >= 0 && score <= 1)) {
      throw new AppError('INVALID_INPUT', `Row ${index + 1}, ${attribute}: ${score} is not a score from 0 to 1.`, { details: { row: index + 1, attribute } });
    }
  }
}
