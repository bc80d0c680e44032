/** @file What the command line says of a corpus, as JSON with fixed field names and as text. Pure. */
import type { Corpus, CorpusStatistics } from '#shared/contracts/corpora';
import type { CorpusCounts, ImportOutcome, ImportWarning, RejectedRecord } from '#shared/contracts/import-report';
import { formatNumber, formatShare, oneLine, textList, textTable } from './text-table';

/** Rejected records shown to people; all of them are in the JSON. */
const shownRejected = 10;

type CorpusRow = Pick<Corpus, 'name' | 'format' | 'sha256'> & Partial<Pick<Corpus, 'isLocalOnly'>> & CorpusCounts;

/** The fixed fields; `entries` only for a knowledge base, `isLocalOnly` only where it is declared. */
export function corpusFields(corpus: CorpusRow): object {
  const { name, format, sha256, dialogues, utterances, seekerTurns, supporterTurns, strategies, entries, isLocalOnly } = corpus;
  return { name, format, sha256, dialogues, utterances, seekerTurns, supporterTurns, strategies, ...(entries > 0 ? { entries } : {}), ...(isLocalOnly === true ? { isLocalOnly } : {}) };
}

export function corpusDocument(corpus: Corpus): object {
  return { corpus: corpusFields(corpus), warnings: corpus.warnings, rejected: corpus.rejected };
}

export function importDocument(outcome: ImportOutcome): object {
  const { corpus, warnings, rejected, identicalTo } = outcome;
  return { corpus: corpusFields(corpus), warnings, rejected, ...(identicalTo === undefined ? {} : { identicalTo }) };
}

export function statisticsDocument(corpus: Corpus, statistics: CorpusStatistics): object {
  const { stages, lengths, emotions, problems, unknownStrategies, feedback, survey, intensityChange } = statistics;
  return {
    corpus: corpusFields(corpus),
    stages: stages.map((stage) => stage.strategies),
    lengths,
    emotions: countsByLabel(emotions),
    problems: countsByLabel(problems),
    unknownStrategies: countsByLabel(unknownStrategies),
    feedback,
    survey,
    ...(intensityChange === undefined ? {} : { intensityChange }),
  };
}

export function describeImport(outcome: ImportOutcome): string {
  const { corpus, isPreview, formatReason, warnings, rejected, identicalTo } = outcome;
  const title = isPreview ? `Would import "${corpus.name}" (${corpus.format}); nothing was stored.` : `Imported "${corpus.name}" (${corpus.format}).`;
  const same = identicalTo === undefined ? '' : `\nThis very content is already here as "${identicalTo}".`;
  return [`${title}${same}\n${oneLine(formatReason)}`, describeCounts(corpus), describeWarnings(warnings), describeRejected(rejected)].filter((part) => part !== '').join('\n\n');
}

export function describeCorpus(corpus: Corpus): string {
  const title = `${corpus.name} (${corpus.format}), imported ${corpus.createdAt.slice(0, 10)}${corpus.isLocalOnly ? '; local only: its text stays on this machine' : ''}`;
  return [title, describeCounts(corpus), describeWarnings(corpus.warnings), describeRejected(corpus.rejected)].filter((part) => part !== '').join('\n\n');
}

export function describeList(corpora: readonly Corpus[]): string {
  if (corpora.length === 0) return 'No corpora yet. Bring one in with "corpus import FILE... --name N", or load the demo with "demo".';
  return textTable(
    ['name', 'format', 'dialogues', 'turns', 'entries', 'imported', 'text'],
    corpora.map((one) => [one.name, one.format, formatNumber(one.dialogues), formatNumber(one.utterances), formatNumber(one.entries), one.createdAt.slice(0, 10), one.isLocalOnly ? 'stays here' : '']),
  );
}

export function describeStatistics(statistics: CorpusStatistics): string {
  const { counts, strategies, stages, lengths, emotions, problems } = statistics;
  const stageTable = textTable(
    ['strategy', 'count', 'share', ...stages.map(({ stage }) => `stage ${stage + 1}`)],
    strategies.map(({ label, count, share }) => [label, formatNumber(count), formatShare(share), ...stages.map((stage) => formatNumber(stage.strategies[label] ?? 0))]),
  );
  const lengthTable = textTable(
    ['length', 'mean', 'median', 'min', 'max'],
    Object.entries({ 'turns per dialogue': lengths.turnsPerDialogue, 'words per seeker turn': lengths.wordsPerSeekerTurn, 'words per supporter turn': lengths.wordsPerSupporterTurn }).map(
      ([name, summary]) => [name, ...[summary.mean, summary.median, summary.min, summary.max].map(formatNumber)],
    ),
  );
  const parts = [`${statistics.name}: ${formatNumber(counts.dialogues)} dialogues, ${formatNumber(counts.utterances)} turns`];
  if (strategies.length > 0) parts.push(stageTable);
  parts.push(lengthTable);
  for (const [name, buckets] of Object.entries({ emotion: emotions, problem: problems })) {
    if (buckets.length > 0) parts.push(textTable([name, 'dialogues'], buckets.map(({ label, count }) => [label, formatNumber(count)])));
  }
  return parts.join('\n\n');
}

function describeCounts(corpus: CorpusRow): string {
  const { dialogues, utterances, seekerTurns, supporterTurns, entries, strategies } = corpus;
  const counts: [string, string][] =
    entries > 0
      ? [['entries', formatNumber(entries)]]
      : [
          ['dialogues', formatNumber(dialogues)],
          ['utterances', formatNumber(utterances)],
          ['seeker turns', formatNumber(seekerTurns)],
          ['supporter turns', formatNumber(supporterTurns)],
        ];
  const list = textList([...counts, ['sha256', corpus.sha256]]);
  const labels = Object.entries(strategies).sort((a, b) => b[1] - a[1]);
  return labels.length === 0 ? list : `${list}\n\n${textTable(['strategy', 'turns'], labels.map(([label, count]) => [label, formatNumber(count)]))}`;
}

function describeWarnings(warnings: readonly ImportWarning[]): string {
  return warnings.length === 0 ? '' : textTable(['warning', 'count', 'example'], warnings.map(({ code, count, example }) => [code, formatNumber(count), example]));
}

function describeRejected(rejected: readonly RejectedRecord[]): string {
  if (rejected.length === 0) return '';
  const table = textTable(['rejected', 'file', 'reason'], rejected.slice(0, shownRejected).map(({ index, file, reason }) => [`record ${index}`, file, reason]));
  const more = rejected.length - shownRejected;
  return more > 0 ? `${table}\nand ${formatNumber(more)} more` : table;
}

function countsByLabel(buckets: readonly { label: string; count: number }[]): Record<string, number> {
  return Object.fromEntries(buckets.map(({ label, count }) => [label, count]));
}
