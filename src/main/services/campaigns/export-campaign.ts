/** @file Exports as activities: items for annotation elsewhere, every decision ever made, the report. Written beside their place, then renamed into it. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { ActivityResult } from '#shared/contracts/activities';
import type { Campaign } from '#shared/contracts/campaigns';
import { csvRow } from '../../corpora/tables/csv-cells';
import { writeFileAtomically } from '../../platform/atomic-files';
import { nameEverybody } from '../../store/people-repository';
import { listAnswers, readEveryDecision } from '../../store/review-figures';
import { listItemsOf, listSlotsOf, readContext } from '../../store/review-queue';
import type { ActivityControl } from '../activities/activity-registry';
import { timestampForFileName } from '../file-names';
import { createRandomId } from '../random-id';
import type { CampaignDependencies } from './dependencies';
import { answerKey, itemColumns, rowId, type ItemRow } from './item-rows';
import { reportOf, type ReportRequest } from './report';
import { reportAsCsv, reportAsLatex } from './report-tables';

export interface ExportRequest {
  readonly campaign: Campaign;
  readonly what: 'items' | 'decisions';
  readonly format: 'csv' | 'json';
}

const pageRows = 500;
const contextTurns = 6;

export async function exportCampaign(dependencies: CampaignDependencies, { campaign, what, format }: ExportRequest, control: ActivityControl): Promise<ActivityResult> {
  const rows = what === 'items' ? itemRows(dependencies, campaign, control) : decisionRows(dependencies, campaign, control);
  return writeExport(dependencies, { name: `${campaign.name}-${what}`, extension: format, text: format === 'csv' ? asCsv(rows) : asJson(rows) }, control);
}

export async function exportReport(dependencies: CampaignDependencies, { campaign, request, format }: { campaign: Campaign; request: ReportRequest; format: 'csv' | 'json' | 'latex' }, control: ActivityControl): Promise<ActivityResult> {
  const report = await reportOf(dependencies.store.db, request);
  const text = { csv: reportAsCsv, latex: reportAsLatex, json: (value: typeof report) => `${JSON.stringify(value, null, 2)}\n` }[format](report);
  const extension = { csv: 'csv', latex: 'tex', json: 'json' }[format];
  return writeExport(dependencies, { name: `${campaign.name}-report`, extension, text: pieces(text) }, control);
}

async function writeExport({ ports, files }: CampaignDependencies, { name, extension, text }: { name: string; extension: string; text: AsyncIterable<string> }, control: ActivityControl): Promise<ActivityResult> {
  const folder = join(ports.workspacePath, 'exports');
  await mkdir(folder, { recursive: true });
  // The random end keeps two exports of one second apart.
  const stem = `${name}-${timestampForFileName(ports.clock.now())}-${createRandomId('').slice(0, 6)}`.replace(/[^\p{L}\p{N}._-]+/gu, '-');
  const path = join(folder, `${stem}.${extension}`);
  await writeFileAtomically(path, text, control.signal);
  return { kind: 'export', file: await files.add(path, 'export'), leftOut: [] };
}

/** A row for each slot and field; what is decided already stands in it, so that an import of the same file changes nothing. */
async function* itemRows({ store: { db } }: CampaignDependencies, campaign: Campaign, control: ActivityControl): AsyncGenerator<ItemRow[]> {
  const people = nameEverybody(db);
  const items = new Map(listItemsOf(db, campaign.id).map((item) => [item.id, item]));
  const answers = new Map(listAnswers(db, campaign.id).map((answer) => [answerKey(answer.slotId, answer.field), answer]));
  const slots = listSlotsOf(db, campaign.id);
  for (const [done, slot] of slots.entries()) {
    const item = items.get(slot.itemId);
    if (item === undefined) continue;
    const { turns, focus, dialoguePosition, situation } = readContext(db, item);
    const context = turns.filter(({ position }) => position < focus && position >= focus - contextTurns).map(({ speaker, text }) => `${speaker}: ${text}`);
    yield campaign.fields.map((field) => {
      const answer = answers.get(answerKey(slot.id, field.id));
      return {
        id: rowId(campaign.id, slot.id, field.id),
        person: people.get(slot.personId)?.name ?? '',
        position: slot.position + 1,
        dialogue: dialoguePosition + 1,
        turn: focus + 1,
        situation: situation ?? '',
        context: context.join('\n'),
        text: turns.find(({ position }) => position === focus)?.text ?? '',
        field: field.id,
        values: field.values.map(({ value }) => value).join(' '),
        proposed: campaign.mode === 'validate' ? (item.proposals[field.id]?.value ?? '') : '',
        verdict: answer?.verdict ?? '',
        value: answer?.value ?? '',
        comment: '',
        seconds: '',
      };
    });
    if (done % 100 === 0) await breathe(control, done, slots.length);
  }
}

async function* decisionRows({ store: { db } }: CampaignDependencies, campaign: Campaign, control: ActivityControl): AsyncGenerator<Record<string, string | number | null>[]> {
  for (let afterId = 0; ; ) {
    const page = readEveryDecision(db, campaign.id, { afterId, limit: pageRows });
    const last = page.at(-1);
    if (last === undefined) return;
    yield page.map(({ id, isRepeat, sawProposal, ...row }) => ({ row: id, ...row, isRepeat, sawProposal }));
    afterId = last.id;
    await breathe(control, afterId);
  }
}

/** Lets the windows' questions in between. */
async function breathe(control: ActivityControl, done: number, total?: number): Promise<void> {
  control.signal.throwIfAborted();
  control.report({ done, unit: 'steps', note: 'Writing', ...(total === undefined ? {} : { total }) });
  await new Promise((resolve) => setImmediate(resolve));
}

async function* asCsv(pages: AsyncIterable<readonly object[]>): AsyncGenerator<string> {
  let header: readonly string[] | null = null;
  for await (const page of pages) {
    for (const row of page) {
      if (header === null) yield csvRow((header = Object.keys(row)));
      yield csvRow(Object.values(row).map((value) => (value === null || value === '' ? undefined : String(value))));
    }
  }
  if (header === null) yield csvRow(itemColumns);
}

async function* asJson(pages: AsyncIterable<readonly object[]>): AsyncGenerator<string> {
  let isFirst = true;
  yield '[';
  for await (const page of pages) {
    for (const row of page) {
      yield `${isFirst ? '' : ','}\n${JSON.stringify(row)}`;
      isFirst = false;
    }
  }
  yield '\n]\n';
}

async function* pieces(text: string): AsyncGenerator<string> {
  yield text;
}
