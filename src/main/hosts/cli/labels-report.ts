/** @file What the command line says of label sets: documents for scripts, tables for people. Pure. */
import type { AnnotatorReport, FieldDistribution, LabelAgreement } from '#shared/contracts/label-results';
import type { LabelSet, LabelSetDetails } from '#shared/contracts/labels';
import { formatNumber, formatShare, textList, textTable } from './text-table';

/** The fields of a label set that scripts rely on. */
export function labelSetDocument(set: LabelSet): object {
  const { id, name, corpusName, corpusSha256, schema, source, isScripted, annotators, adjudicator, counts, sha256, createdAt } = set;
  return { labelSet: { id, name, corpus: { name: corpusName, sha256: corpusSha256 }, schema, source, isScripted, annotators: annotators.map((one) => one.name), adjudicator: adjudicator?.name ?? null, ...counts, sha256, createdAt } };
}

export function describeLabelSets(corpus: string, sets: readonly LabelSet[]): string {
  if (sets.length === 0) return `"${corpus}" has no label set. Annotate it by a run ("run start annotate"), or import labels ("labels import").`;
  const rows = sets.map(({ id, name, schema, source, counts, isScripted, sha256 }) => [
    String(id),
    isScripted ? `${name} (scripted)` : name,
    schema.id,
    source.kind,
    formatNumber(counts.dialogues),
    formatNumber(counts.turns),
    formatNumber(counts.adjudicated),
    formatNumber(counts.fallback),
    formatNumber(counts.failed),
    sha256.slice(0, 12),
  ]);
  return textTable(['id', 'label set', 'schema', 'source', 'dialogues', 'turns', 'adjudicated', 'fallback', 'failed', 'sha256'], rows);
}

export function describeLabelSet(set: LabelSetDetails, { distribution, annotators }: { distribution: readonly FieldDistribution[]; annotators: readonly AnnotatorReport[] }): string {
  const { counts } = set;
  const facts = textList([
    ['label set', `${set.id}, "${set.name}"`],
    ...(set.isScripted ? [['scripted', 'scripted stand-ins gave these labels, no language model'] as const] : []),
    ['corpus', set.corpusName],
    ['schema', `${set.schema.name}, version ${set.schema.version}`],
    ['dialogues', `${formatNumber(counts.dialogues)}, ${formatNumber(counts.failedDialogues)} failed`],
    ['turns', formatNumber(counts.turns)],
    ['values', `${formatNumber(counts.values)}: ${formatNumber(counts.unanimous)} unanimous, ${formatNumber(counts.majority)} by majority, ${formatNumber(counts.adjudicated)} adjudicated, ${formatNumber(counts.fallback)} by fallback, ${formatNumber(counts.known)} known`],
    ['sha256', set.sha256],
  ]);
  const parts = [facts, ...distribution.map((field) => textTable([field.title, 'turns', 'share'], field.values.map(({ title, count, share }) => [title, formatNumber(count), formatShare(share)])))];
  if (annotators.length > 0) {
    const rows = annotators.map((one) => [one.name, formatNumber(one.votes), formatNumber(one.differing), formatShare(one.share), formatNumber(one.unparsedReplies), formatNumber(one.failedPasses)]);
    parts.push(textTable(['annotator', 'votes', 'unlike the value', 'share', 'unread replies', 'failed passes'], rows));
  }
  return parts.join('\n\n');
}

export function agreementDocument(set: LabelSet, agreement: LabelAgreement): object {
  return { ...labelSetDocument(set), agreement };
}

export function describeAgreement(set: LabelSet, { annotators, fields, knownLeftOut, bootstrap }: LabelAgreement): string {
  const rows = fields.map((field) => [
    field.title,
    formatNumber(field.items),
    ...(['fleiss', 'cohen', 'krippendorff', 'percent'] as const).map((name) => figure(field[name], field.ci?.[name])),
    field.published === null ? '' : field.published.fleiss.toFixed(2),
  ]);
  const heading = `"${set.name}" by ${annotators.join(', ')}${set.isScripted ? ' (scripted: no language models)' : ''}`;
  const reasons = [...new Set(fields.flatMap(({ title, undefinedBecause }) => Object.values(undefinedBecause).map((reason) => `${title}: ${reason}`)))];
  const notes = [
    ...(knownLeftOut > 0 ? [`${formatNumber(knownLeftOut)} labels that were known beforehand are left out.`] : []),
    ...(bootstrap === null ? [] : [`Intervals: ${formatShare(bootstrap.level)} of ${formatNumber(bootstrap.resamples)} resamples, seed ${bootstrap.seed}.`]),
    ...reasons,
  ];
  return [heading, textTable(['field', 'items', 'Fleiss', 'Cohen', 'Krippendorff', 'percent', 'published'], rows), ...notes].join('\n\n');
}

function figure(value: number | null, ci: { low: number; high: number } | null | undefined): string {
  if (value === null) return 'n/a';
  return ci === null || ci === undefined ? value.toFixed(4) : `${value.toFixed(4)} [${ci.low.toFixed(4)}, ${ci.high.toFixed(4)}]`;
}
