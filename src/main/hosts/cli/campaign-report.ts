/** @file Campaigns and their reports as the command line shows them. */
import type { Campaign, PersonProgress } from '#shared/contracts/campaigns';
import type { CampaignReport, Share } from '#shared/contracts/campaign-report';
import { formatNumber, formatShare, textList, textTable } from './text-table';

/** What a script gets: the campaign without the rubrics of its fields. */
export function campaignDocument({ fields, ...campaign }: Campaign): object {
  return { ...campaign, fields: fields.map(({ id }) => id) };
}

export function describeCampaigns(campaigns: readonly Campaign[]): string {
  if (campaigns.length === 0) return 'No campaign yet. Make one with "campaign create".';
  const rows = campaigns.map(({ name, corpus, mode, state, items, people, progress }) => [name, corpus.name, mode, state, formatNumber(items), formatNumber(people.length), `${progress.done + progress.skipped} of ${progress.total}`]);
  return textTable(['name', 'corpus', 'mode', 'state', 'items', 'people', 'decided'], rows);
}

export function describeCampaign({ name, corpus, labelSet, isScripted, mode, state, fields, items, goldCheckItems, annotatorsPerItem, people, seed }: Campaign): string {
  return textList([
    ['campaign', `${name} (${mode}, ${state})`],
    ['corpus', corpus.name],
    ['labels', labelSet === null ? 'none' : `${labelSet.name}${isScripted ? ' (scripted stand-ins, no language model)' : ''}`],
    ['fields', fields.map(({ title }) => title).join(', ')],
    ['items', `${formatNumber(items)}${goldCheckItems > 0 ? ` and ${formatNumber(goldCheckItems)} gold checks` : ''}, ${annotatorsPerItem} people each, seed ${seed}`],
    ['people', people.length === 0 ? 'none yet; give them out with "campaign assign"' : formatNumber(people.length)],
  ]);
}

export function describeProgress(progress: readonly PersonProgress[]): string {
  if (progress.length === 0) return 'Nobody has items yet.';
  return textTable(
    ['person', 'items', 'done', 'skipped', 'sent back', 'flagged', 'median s'],
    progress.map(({ person, total, done, skipped, rework, flagged, medianSeconds }) => [person.name, ...[total, done, skipped, rework, flagged].map(formatNumber), medianSeconds === null ? '' : formatNumber(medianSeconds)]),
  );
}

export function describeReport(report: CampaignReport): string {
  const parts = [accuracyTable(report), agreementTable(report), peopleTable(report), modelTable(report), errorTable(report)].filter((part) => part !== null);
  const scripted = report.isScripted ? ' Proposals came from scripted stand-ins, no language model.' : '';
  return [`${report.name}: ${formatNumber(report.items)} items.${scripted}`, ...parts].join('\n\n');
}

function accuracyTable({ accuracy }: CampaignReport): string | null {
  if (accuracy.length === 0) return null;
  const rows = accuracy.map(({ title, mean, ci, published }) => [title, percent(mean), ci === null ? '' : `${percent(ci.low)} to ${percent(ci.high)}`, published === null ? '' : published.toFixed(2)]);
  return `Accuracy, percent (mean over people)\n${textTable(['field', 'accuracy', 'interval', 'published'], rows)}`;
}

function agreementTable({ agreement }: CampaignReport): string | null {
  const rated = agreement.filter(({ values }) => values !== null);
  if (rated.length === 0) return null;
  const rows = rated.map(({ title, values }) => [title, percent(values?.percent ?? null), coefficient(values?.fleiss), coefficient(values?.cohen.mean), coefficient(values?.krippendorff)]);
  return `Agreement between people on values\n${textTable(['field', 'percent', 'Fleiss', 'Cohen', 'Krippendorff'], rows)}`;
}

function peopleTable({ people }: CampaignReport): string | null {
  if (people.length === 0) return null;
  const rows = people.map(({ person, decided, skipped, tooFast, medianSeconds, drift, consistency, goldChecks }) => [
    person.name,
    ...[decided, skipped, tooFast].map(formatNumber),
    medianSeconds === null ? '' : formatNumber(medianSeconds),
    drift === null ? '' : formatNumber(drift),
    shown(consistency),
    shown(goldChecks),
  ]);
  return `People\n${textTable(['person', 'decided', 'skipped', 'below 2 s', 'median s', 'drift', 'consistent', 'gold checks'], rows)}`;
}

function modelTable({ models }: CampaignReport): string | null {
  if (models.length === 0) return null;
  const rows = models.map(({ annotator, field, accuracy, kappa }) => [annotator, field, formatNumber(accuracy.of), shown(accuracy), coefficient(kappa)]);
  return `Models against gold\n${textTable(['annotator', 'field', 'values', 'accuracy', 'kappa'], rows)}`;
}

function errorTable({ errors }: CampaignReport): string | null {
  if (errors.length === 0) return null;
  const rows = errors.slice(0, 10).map(({ field, proposed, gold, count, examples }) => [field, proposed, gold, formatNumber(count), examples[0]?.excerpt ?? '']);
  return `Commonest errors\n${textTable(['field', 'proposed', 'gold', 'times', 'for example'], rows)}`;
}

function shown({ share }: Share): string {
  return share === null ? '' : formatShare(share);
}

function percent(share: number | null): string {
  return share === null ? '' : (share * 100).toFixed(2);
}

function coefficient(value: number | null | undefined): string {
  return value === null || value === undefined ? 'n/a' : value.toFixed(3);
}
