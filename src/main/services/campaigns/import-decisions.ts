/** @file Decisions made elsewhere, back from an exported file: every row is checked first, then all are taken in one transaction, or none. */
import { AppError } from '#shared/contracts/errors';
import type { Output, Parsed } from '#shared/contracts/index';
import { DecisionId } from '#shared/domain/ids';
import { Verdict } from '#shared/domain/review/decisions';
import { restoreCell } from '../../corpora/tables/csv-cells';
import { readTable } from '../../corpora/tables/read-table';
import { cellText, type TableRow } from '../../corpora/tables/table';
import { fileSource } from '../../platform/file-source';
import type { CampaignHead } from '../../store/campaign-repository';
import type { ReadableDb } from '../../store/database';
import { nameEverybody } from '../../store/people-repository';
import { currentNote, decide, type NewDecision } from '../../store/review-decisions';
import { listAnswers } from '../../store/review-figures';
import { listItemsOf, listSlotsOf, type Slot, type StoredItem } from '../../store/review-queue';
import { createRandomId } from '../random-id';
import { checkDecisions } from '../review/check-decisions';
import type { CampaignDependencies } from './dependencies';
import { answerKey, readRowId } from './item-rows';

type Result = Output<'campaigns.import'>;

interface ImportedRow {
  readonly slot: Slot;
  readonly decision: NewDecision;
  readonly comment: string;
  readonly activeMs: number;
}

/** What a row is checked against. */
interface Known {
  readonly campaign: CampaignHead;
  readonly slots: ReadonlyMap<number, Slot>;
  readonly items: ReadonlyMap<number, StoredItem>;
  readonly names: ReadonlyMap<number, string>;
  /** `verdict value` of what is decided already. */
  readonly current: ReadonlyMap<string, string>;
  readonly seen: Set<string>;
}

type Checked = { readonly kind: 'row'; readonly row: ImportedRow } | { readonly kind: 'empty' | 'unchanged' } | { readonly kind: 'rejected'; readonly field: string; readonly reason: string };

const namedRows = 5;
const mostRejected = 1_000;
const longestSeconds = 24 * 60 * 60;

export async function importDecisions(dependencies: CampaignDependencies, campaign: CampaignHead, { fileId, isTrial }: Parsed<'campaigns.import'>): Promise<Result> {
  const { files, ports, store: { db } } = dependencies;
  if (campaign.state !== 'open') throw new AppError('CONFLICT', `"${campaign.name}" is ${campaign.state}; decisions come into an open campaign. Open it first.`, { details: { state: campaign.state } });
  const table = await readTable(fileSource(files.readable(fileId)));
  const known = readKnown(db, campaign);
  const counts = { unchanged: 0, empty: 0 };
  const rows: ImportedRow[] = [];
  const rejected: Result['rejected'] = [];
  for await (const row of table.rows()) {
    const checked = checkRow(row, known);
    if (checked.kind === 'row') rows.push(checked.row);
    else if (checked.kind === 'rejected') rejected.push({ row: row.index + 1, field: checked.field, reason: checked.reason });
    else counts[checked.kind] += 1;
    if (rejected.length >= mostRejected) break;
  }
  if (rejected.length > 0 && !isTrial) throw refused(rejected);
  const people = [...new Set(rows.map(({ slot }) => known.names.get(slot.personId) ?? ''))].toSorted();
  if (!isTrial) db.transaction(() => takeRows(dependencies, rows, ports.clock.now().toISOString()));
  return { decided: rows.length, ...counts, people, rejected };
}

/** One action a slot, so that its person can take it back. */
function takeRows({ store: { db } }: CampaignDependencies, rows: readonly ImportedRow[], at: string): void {
  for (const own of Map.groupBy(rows, ({ slot }) => slot.id).values()) {
    const [first] = own;
    if (first === undefined) continue;
    const comment = [...new Set(own.map((row) => row.comment).filter((one) => one !== ''))].join('\n');
    decide(db, first.slot, {
      decisionId: DecisionId.parse(createRandomId('import_')),
      kind: 'import',
      decisions: own.map(({ decision }) => decision),
      note: comment === '' ? undefined : { isFlagged: currentNote(db, first.slot.id).isFlagged, comment },
      activeMs: Math.max(...own.map(({ activeMs }) => activeMs)),
      revision: null,
      request: 'import',
      at,
    });
  }
}

function readKnown(db: ReadableDb, campaign: CampaignHead): Known {
  return {
    campaign,
    slots: new Map(listSlotsOf(db, campaign.id).map((slot) => [slot.id, slot])),
    items: new Map(listItemsOf(db, campaign.id).map((item) => [item.id, item])),
    names: new Map([...nameEverybody(db)].map(([id, { name }]) => [id, name])),
    current: new Map(listAnswers(db, campaign.id).map((answer) => [answerKey(answer.slotId, answer.field), saidIn(answer)])),
    seen: new Set(),
  };
}

function checkRow(row: TableRow, known: Known): Checked {
  if (row.fault !== undefined) return { kind: 'rejected', field: 'row', reason: row.fault };
  const cell = (column: string): string => restoreCell(cellText(row, column))?.trim() ?? '';
  const id = readRowId(cell('id'));
  if (id === null) return { kind: 'rejected', field: 'id', reason: `"${cell('id').slice(0, 60)}" is no id of an exported row` };
  const slot = id.campaignId === known.campaign.id ? known.slots.get(id.slotId) : undefined;
  if (slot === undefined) return { kind: 'rejected', field: 'id', reason: `${cell('id')} is not of the campaign "${known.campaign.name}"` };
  const name = known.names.get(slot.personId) ?? '';
  if (cell('person') !== '' && cell('person') !== name) return { kind: 'rejected', field: 'person', reason: `${cell('id')} belongs to ${name}, not to ${cell('person')}` };
  const key = answerKey(slot.id, id.field);
  if (known.seen.has(key)) return { kind: 'rejected', field: 'id', reason: `${cell('id')} stands in the file twice` };
  known.seen.add(key);
  if (cell('verdict') === '' && cell('value') === '') return { kind: 'empty' };
  return checkAnswer(cell, { slot, field: id.field, known });
}

function checkAnswer(cell: (column: string) => string, { slot, field, known }: { slot: Slot; field: string; known: Known }): Checked {
  const verdict = Verdict.safeParse(cell('verdict') === '' ? 'labelled' : cell('verdict').toLowerCase());
  if (!verdict.success) return { kind: 'rejected', field: 'verdict', reason: `"${cell('verdict').slice(0, 60)}" is none of ${Verdict.options.join(', ')}` };
  const seconds = cell('seconds') === '' ? 0 : Number(cell('seconds'));
  if (!(seconds >= 0 && seconds <= longestSeconds)) return { kind: 'rejected', field: 'seconds', reason: `"${cell('seconds').slice(0, 60)}" is no number of seconds of a day` };
  try {
    const judged = { mode: known.campaign.mode, fields: known.campaign.fields, proposals: known.items.get(slot.itemId)?.proposals ?? {}, seesProposals: true };
    const [decision] = checkDecisions([{ field, verdict: verdict.data, value: cell('value') === '' ? null : cell('value') }], judged);
    if (decision === undefined || known.current.get(answerKey(slot.id, field)) === saidIn(decision)) return { kind: 'unchanged' };
    return { kind: 'row', row: { slot, decision, comment: cell('comment'), activeMs: Math.round(seconds * 1000) } };
  } catch (error) {
    if (error instanceof AppError) return { kind: 'rejected', field: 'value', reason: error.message };
    throw error;
  }
}

function saidIn({ verdict, value }: { verdict: Verdict; value: string | null }): string {
  return `${verdict} ${value ?? ''}`;
}

function refused(rejected: Result['rejected']): AppError {
  const named = rejected.slice(0, namedRows).map(({ row, field, reason }) => `row ${row}, ${field}: ${reason}`);
  const more = rejected.length > namedRows ? ` and ${rejected.length - namedRows} more` : '';
  return new AppError('INVALID_INPUT', `Nothing was taken, since ${rejected.length === 1 ? 'a row is' : 'rows are'} wrong: ${named.join('; ')}${more}. Mend the file and import it again.`, { details: { rejected: rejected.length } });
}
