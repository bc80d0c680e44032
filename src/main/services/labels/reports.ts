/** @file What a label set says when it is counted: how often each label was given, and how each annotator fared. */
import { z } from 'zod';
import type { AnnotatorReport, FieldDistribution } from '#shared/contracts/label-results';
import type { LabelSetId } from '#shared/domain/ids';
import { allFields } from '#shared/domain/label-schema';
import type { ReadableDb } from '../../store/database';
import { getLabelSetDetails } from '../../store/label-set-repository';
import { countDissent, countValues, countVotes, listTallies } from '../../store/label-value-repository';

export function distributionOf(db: ReadableDb, id: LabelSetId): FieldDistribution[] {
  const { fullSchema, annotators, counts } = getLabelSetDetails(db, id);
  const values = countValues(db, id);
  const votes = countVotes(db, id);
  return allFields(fullSchema).map((field) => {
    const own = values.filter((one) => one.field === field.id && one.value !== null);
    const total = own.reduce((sum, { count }) => sum + count, 0);
    const countOf = (value: string): number => own.find((one) => one.value === value)?.count ?? 0;
    const votesFor = (value: string): number[] => annotators.map((_, annotator) => votes.find((one) => one.field === field.id && one.annotator === annotator && one.value === value)?.count ?? 0);
    return {
      field: field.id,
      title: field.title,
      values: field.values.map(({ value, title }) => ({ value, title, count: countOf(value), share: total === 0 ? 0 : countOf(value) / total, votes: votesFor(value) })),
      missing: counts.turns - total,
    };
  });
}

/** What annotateDialogue leaves with every dialogue; sets from elsewhere have none. */
const Tally = z.object({ unread: z.array(z.int()), retriedPasses: z.array(z.int()), failedPasses: z.array(z.int()) });

/** The annotator whose votes differ most from the values comes first. */
export function annotatorReports(db: ReadableDb, id: LabelSetId): AnnotatorReport[] {
  const { annotators } = getLabelSetDetails(db, id);
  const dissent = countDissent(db, id);
  const tallies = listTallies(db, id).flatMap((tally) => Tally.safeParse(tally).data ?? []);
  const reports = annotators.map(({ name, isScripted }, annotator) => {
    const fields = dissent.filter((one) => one.annotator === annotator).map(({ field, votes, differing }) => ({ field, votes, differing, share: differing / votes }));
    const votes = fields.reduce((sum, one) => sum + one.votes, 0);
    const differing = fields.reduce((sum, one) => sum + one.differing, 0);
    const sumOf = (counts: (tally: z.output<typeof Tally>) => readonly number[]): number => tallies.reduce((sum, tally) => sum + (counts(tally)[annotator] ?? 0), 0);
    return {
      name,
      isScripted,
      fields: fields.toSorted((a, b) => b.share - a.share),
      votes,
      differing,
      share: votes === 0 ? 0 : differing / votes,
      unparsedReplies: sumOf(({ unread }) => unread),
      retriedPasses: sumOf(({ retriedPasses }) => retriedPasses),
      failedPasses: sumOf(({ failedPasses }) => failedPasses),
    };
  });
  return reports.toSorted((a, b) => b.share - a.share);
}
