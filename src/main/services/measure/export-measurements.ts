/** @file The export as an activity: tables of figures, rows of items, or the JSON that reproduces; written beside its place, then renamed into it. */
import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { ActivityResult } from '#shared/contracts/activities';
import type { Measurement } from '#shared/contracts/measure';
import type { Parsed } from '#shared/contracts/index';
import { exportDocument } from '../../jobs/tasks/measure/export-file';
import type { KeptItem } from '../../jobs/tasks/measure/request';
import { writeFileAtomically } from '../../platform/atomic-files';
import { readItems } from '../../store/measurement-repository';
import type { ActivityControl } from '../activities/activity-registry';
import { timestampForFileName } from '../file-names';
import type { MeasureDependencies } from './dependencies';
import { itemHeader, itemRow } from './item-rows';
import { keptItem } from './kept-items';
import { csvLine, figureTable, tableAsCsv } from './tables';
import { tableAsLatex } from './latex';

export interface ExportRequest extends Pick<Parsed<'measure.export'>, 'format' | 'digits' | 'isPercent'> {
  /** One or more, of one kind. */
  readonly measurements: readonly [Measurement, ...Measurement[]];
}

type Items = AsyncIterable<readonly { readonly position: number; readonly item: KeptItem }[]>;

const pageItems = 500;
const extensions = { csv: '.csv', items: '-items.csv', latex: '.tex', json: '.json' } as const;

export async function exportMeasurements(dependencies: MeasureDependencies, request: ExportRequest, control: ActivityControl): Promise<ActivityResult> {
  const { ports, files } = dependencies;
  const folder = join(ports.workspacePath, 'exports');
  await mkdir(folder, { recursive: true });
  const path = freePath(folder, request, timestampForFileName(ports.clock.now()));
  await writeFileAtomically(path, piecesOf(request, itemsOf(dependencies, request.measurements[0], control)), control.signal);
  return { kind: 'export', file: await files.add(path, 'export'), leftOut: [] };
}

async function* piecesOf({ measurements, format, digits, isPercent }: ExportRequest, items: Items): AsyncGenerator<string> {
  const [first] = measurements;
  if (format === 'csv') yield tableAsCsv(figureTable(measurements));
  else if (format === 'latex') yield tableAsLatex(figureTable(measurements), { measurements, digits, isPercent });
  else if (format === 'json') yield* exportDocument(first, items);
  else {
    yield csvLine(itemHeader(first));
    for await (const page of items) yield page.map(({ position, item }) => csvLine(itemRow(item, position))).join('');
  }
}

async function* itemsOf({ store }: MeasureDependencies, { id, itemCount }: Measurement, control: ActivityControl): Items {
  for (let afterPosition = -1; ; ) {
    control.signal.throwIfAborted();
    const page = readItems(store.db, id, { afterPosition, limit: pageItems });
    const last = page.at(-1);
    if (last === undefined) return;
    yield page.map((stored) => ({ position: stored.position, item: keptItem(stored) }));
    afterPosition = last.position;
    control.report({ done: afterPosition + 1, total: itemCount, unit: 'steps', note: 'Writing' });
    // Lets the window's questions in between the pages.
    await new Promise((resolve) => setImmediate(resolve));
  }
}

function freePath(folder: string, { measurements, format }: ExportRequest, timestamp: string): string {
  const name = measurements.length === 1 ? measurements[0].name : `${measurements.length} measurements`;
  const stem = `${name}-${timestamp}`.replace(/[^\p{L}\p{N}._-]+/gu, '-');
  for (let copy = 1; ; copy++) {
    const path = join(folder, `${stem}${copy === 1 ? '' : `-${copy}`}${extensions[format]}`);
    if (!existsSync(path)) return path;
  }
}
