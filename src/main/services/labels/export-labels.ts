/**
 * @file The export of a label set as an activity: ESCA's JSON (the labelled dialogues with their states), JSON Lines (everything, votes included), or
 * one CSV row a turn. Written beside its place, then renamed into it.
 */
import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { ActivityResult } from '#shared/contracts/activities';
import type { Annotator, LabelFormat, LabelSetDetails } from '#shared/contracts/labels';
import { AppError } from '#shared/contracts/errors';
import { displayText, type Dialogue, type Turn } from '#shared/domain/dialogue';
import { allFields, escaSchemaId } from '#shared/domain/label-schema';
import { SeekerState } from '#shared/domain/state-labels';
import { escaStatesExporter } from '../../corpora/export-esca-states';
import { labelLine } from '../../corpora/label-file';
import { writeFileAtomically } from '../../platform/atomic-files';
import type { ReadableDb } from '../../store/database';
import { listDialogueHashes, readDialoguesById } from '../../store/dialogue-repository';
import { readLabelledDialogues, type StoredLabels } from '../../store/label-value-repository';
import type { ActivityControl } from '../activities/activity-registry';
import { timestampForFileName } from '../file-names';
import { csvLine } from '../measure/tables';
import type { LabelDependencies } from './dependencies';
import { markScripted } from './scripted-mark';

export interface LabelExport {
  readonly set: LabelSetDetails;
  readonly format: LabelFormat;
}

const pageDialogues = 50;
const extensions: Readonly<Record<LabelFormat, string>> = { 'esca-json': '.json', jsonl: '.jsonl', csv: '.csv' };

/** ESCA's JSON has a place for ESCA's labels only. */
export function assertFits({ set, format }: LabelExport): void {
  if (format !== 'esca-json' || set.schema.id === escaSchemaId) return;
  throw new AppError('INVALID_INPUT', `ESCA's JSON holds the labels of the schema "${escaSchemaId}"; "${set.name}" has those of "${set.schema.id}". Export it as jsonl or csv.`, { details: { format, schema: set.schema.id } });
}

export async function exportLabels(dependencies: LabelDependencies, request: LabelExport, control: ActivityControl): Promise<ActivityResult> {
  const { ports, files, store } = dependencies;
  const folder = join(ports.workspacePath, 'exports');
  await mkdir(folder, { recursive: true });
  const path = freePath(folder, request, timestampForFileName(ports.clock.now()));
  const leftOut = new Map<string, number>();
  const pages = readPages(store.db, request.set, control);
  const text = request.format === 'esca-json' ? escaStatesExporter.write(statedDialogues(pages, request.set), leftOut) : request.format === 'jsonl' ? labelLines(store.db, request.set, pages) : csvRows(request.set, pages);
  await writeFileAtomically(path, text, control.signal);
  return { kind: 'export', file: await files.add(path, 'export'), leftOut: [...leftOut].map(([field, count]) => ({ field, count })) };
}

interface Page {
  readonly labels: readonly StoredLabels[];
  readonly dialogues: ReadonlyMap<number, Dialogue>;
}

async function* readPages(db: ReadableDb, { id, counts }: LabelSetDetails, control: ActivityControl): AsyncGenerator<Page> {
  let done = 0;
  for (let afterPosition = -1; ; ) {
    control.signal.throwIfAborted();
    const labels = readLabelledDialogues(db, id, { afterPosition, limit: pageDialogues });
    const last = labels.at(-1);
    if (last === undefined) return;
    const dialogues = readDialoguesById(db, labels.map(({ dialogueId }) => dialogueId));
    yield { labels, dialogues: new Map(dialogues.map((one) => [one.id, one.dialogue])) };
    afterPosition = last.position;
    done += labels.length;
    control.report({ done, total: counts.dialogues, unit: 'dialogues', note: 'Writing' });
    // Lets the window's questions in between the pages.
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** The set's labels take the place of states that the corpus may have carried. */
async function* statedDialogues(pages: AsyncIterable<Page>, { isScripted }: Pick<LabelSetDetails, 'isScripted'>): AsyncGenerator<Dialogue> {
  for await (const { labels, dialogues } of pages) {
    for (const { dialogueId, turns } of labels) {
      const dialogue = dialogues.get(dialogueId);
      if (dialogue === undefined) continue;
      const states = new Map(turns.map(({ turn, values }) => [turn, stateOf(values)]));
      const stated = { ...dialogue, turns: dialogue.turns.map((turn, place) => withState(turn, states.get(place))) };
      yield isScripted ? markScripted(stated) : stated;
    }
  }
}

function withState(turn: Turn, state: SeekerState | undefined): Turn {
  const stated = { ...turn };
  if (state === undefined) delete stated.state;
  else stated.state = state;
  return stated;
}

function stateOf(values: StoredLabels['turns'][number]['values']): SeekerState | undefined {
  const given = Object.entries(values).flatMap(([field, { value }]) => (value === null ? [] : [[field, /^\d+$/.test(value) ? Number(value) : value] as const]));
  return given.length === 0 ? undefined : SeekerState.parse(Object.fromEntries(given));
}

async function* labelLines(db: ReadableDb, set: LabelSetDetails, pages: AsyncIterable<Page>): AsyncGenerator<string> {
  const { name, corpusName, corpusSha256, fullSchema, annotators, adjudicator, isScripted, options } = set;
  const plain = ({ name: who, model, isScripted: isStandIn }: Annotator): Annotator => ({ name: who, isScripted: isStandIn, ...(model === undefined ? {} : { model }) });
  yield labelLine({ solace: 'labels', version: 1, name, corpus: { name: corpusName, sha256: corpusSha256 }, schema: fullSchema, annotators: annotators.map(plain), adjudicator: adjudicator && plain(adjudicator), isScripted, options });
  for await (const { labels } of pages) {
    const hashes = listDialogueHashes(db, labels.map(({ dialogueId }) => dialogueId));
    yield labels.map(({ dialogueId, state, problems, turns }) => labelLine({ sha256: hashes.get(dialogueId) ?? '', state, problems, turns: turns.map(withoutCalls) })).join('');
  }
}

function withoutCalls({ turn, values }: StoredLabels['turns'][number]): StoredLabels['turns'][number] {
  const plain = Object.entries(values).map(([field, value]) => [field, { ...value, callId: null, votes: value.votes.map((vote) => ({ ...vote, callId: null })) }] as const);
  return { turn, values: Object.fromEntries(plain) };
}

async function* csvRows({ fullSchema, annotators }: LabelSetDetails, pages: AsyncIterable<Page>): AsyncGenerator<string> {
  const fields = allFields(fullSchema).map(({ id }) => id);
  yield csvLine(['dialogue', 'externalId', 'turn', 'text', ...fields.flatMap((field) => [field, `${field} origin`, ...annotators.map(({ name }) => `${field} by ${name}`)])]);
  for await (const { labels, dialogues } of pages) {
    for (const { dialogueId, position, turns } of labels) {
      const dialogue = dialogues.get(dialogueId);
      for (const { turn, values } of turns) {
        const cells = fields.flatMap((field) => [values[field]?.value ?? null, values[field]?.origin ?? null, ...annotators.map((_, index) => values[field]?.votes.find(({ annotator }) => annotator === index)?.value ?? null)]);
        yield csvLine([position, dialogue?.externalId ?? null, turn, displayText(dialogue?.turns[turn]?.text ?? ''), ...cells]);
      }
    }
  }
}

function freePath(folder: string, { set, format }: LabelExport, timestamp: string): string {
  const stem = [set.corpusName, set.name, timestamp].join('-').replace(/[^\p{L}\p{N}._-]+/gu, '-').slice(0, 150);
  for (let copy = 1; ; copy++) {
    const path = join(folder, `${stem}${copy === 1 ? '' : `-${copy}`}${extensions[format]}`);
    if (!existsSync(path)) return path;
  }
}
