/** @file Reads rows of item, rater and label, and refuses a rater who rates one item twice. */
import type { AgreementOptions, MeasurementInput } from '#shared/contracts/measure';
import type { FileOnDisk } from '../../../platform/file-source';
import { fieldOf, findColumn, textField } from './fields';
import { fileInput, readInputFile, rowError, type InputFile } from './input-file';
import type { MeasureRequest, RatingRow } from './request';

export interface ReadRatings {
  readonly rows: readonly RatingRow[];
  readonly name: string;
  readonly inputs: readonly MeasurementInput[];
}

const itemNames = ['item', 'item_id', 'itemid', 'unit', 'subject', 'id', 'utterance', 'dialogue'];
const raterNames = ['rater', 'rater_id', 'annotator', 'annotator_id', 'coder', 'judge', 'worker', 'user'];
const labelNames = ['label', 'rating', 'score', 'code', 'category', 'value', 'answer'];

type RatingRequest = Pick<Extract<MeasureRequest, { kind: 'agreement' }>, 'format' | 'columns'> & { readonly file: FileOnDisk };

export async function readRatings({ file: onDisk, format, columns }: RatingRequest, options: Pick<AgreementOptions, 'order'>): Promise<ReadRatings> {
  const file = await readInputFile(onDisk, format, 'tables');
  const item = findColumn(file, { role: 'item', usualNames: itemNames, column: columns.item });
  const rater = findColumn(file, { role: 'rater', usualNames: raterNames, column: columns.rater });
  const label = findColumn(file, { role: 'label', usualNames: labelNames, column: columns.label });
  const rows = file.rows.map((row): RatingRow => ({
    item: nameField(file, row, item),
    rater: nameField(file, row, rater),
    label: fieldOf(file, row, label) === null ? '' : textField(file, row, label).trim(),
  }));
  assertOneRatingEach(file, rows, rater);
  assertInOrder(file, rows, { field: label, order: options.order });
  return { rows, name: file.name, inputs: [fileInput(file, 'ratings', [item, rater, label].join(', '))] };
}

function nameField(file: InputFile, row: InputFile['rows'][number], column: string): string {
  const text = textField(file, row, column).trim();
  if (text === '') throw rowError(file, row, { field: column, message: 'the cell is empty; every rating needs an item and a rater.' });
  return text;
}

function assertOneRatingEach(file: InputFile, rows: readonly RatingRow[], field: string): void {
  const seen = new Map<string, number>();
  for (const [index, { item, rater, label }] of rows.entries()) {
    if (label === '') continue;
    const key = JSON.stringify([item, rater]);
    const before = seen.get(key);
    const row = file.rows[index];
    if (before !== undefined && row !== undefined) {
      throw rowError(file, row, { field, message: `rater "${rater}" has rated item "${item}" before, in ${file.rows[before]?.place ?? ''}. Keep one rating.` });
    }
    seen.set(key, index);
  }
}

function assertInOrder(file: InputFile, rows: readonly RatingRow[], { field, order }: { field: string; order: readonly string[] | undefined }): void {
  if (order === undefined) return;
  const known = new Set(order);
  const odd = rows.findIndex(({ label }) => label !== '' && !known.has(label));
  const row = file.rows[odd];
  if (row !== undefined) throw rowError(file, row, { field, message: `the label "${rows[odd]?.label ?? ''}" is not in the given order (${order.join(', ')}).` });
}
