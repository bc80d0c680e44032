/** @file Reads gold and predicted strategies, from rows that hold both or from two columns, and refuses gold labels that are not in the vocabulary. */
import { AppError } from '#shared/contracts/errors';
import type { MeasurementInput, StrategyOptions } from '#shared/contracts/measure';
import { findStrategy, vocabularies, type VocabularyId } from '#shared/domain/strategies';
import { describe, textOf } from '../../../corpora/records/fields';
import { fieldOf, findColumn, findColumnIfAny, textField, type WantedField } from './fields';
import { fileInput, readInputFile, rowError } from './input-file';
import { assertEquallyMany, readColumn, type ReadColumn } from './read-texts';
import type { StrategyInput, StrategyRow } from './request';

export interface ReadStrategies {
  readonly rows: readonly StrategyRow[];
  readonly places: readonly string[];
  readonly name: string;
  readonly inputs: readonly MeasurementInput[];
}

const goldNames = ['strg_gold', 'gold', 'gold_strategy', 'strategy_gold', 'true', 'label', 'strategy'];
const predictedNames = ['strg_pred', 'predicted', 'prediction', 'pred', 'pred_strategy', 'strategy_pred', 'predicted_strategy'];
const dialogueNames = ['dialogue', 'dialogue_id', 'dialog_id', 'conversation_id', 'conv_id', 'dialogid'];

/** Labels listed in an error, and the places given of each. */
const listedLabels = 5;
const listedPlaces = 3;

export async function readStrategies(source: StrategyInput, options: Pick<StrategyOptions, 'labels' | 'unparsedPolicy'>): Promise<ReadStrategies> {
  const read = source.kind === 'rows' ? await readRows(source) : await readTwoColumns(source);
  const { rows, places, name, goldField, predictedField } = read;
  const placed = rows.map((row, index) => ({ ...row, place: places[index] ?? '' }));
  assertKnown(placed.map(({ gold, place }) => ({ label: gold, place })), { file: name, field: goldField, vocabulary: options.labels });
  if (options.unparsedPolicy === 'error') {
    assertKnown(placed.map(({ predicted, place }) => ({ label: predicted ?? '', place })), { file: name, field: predictedField, vocabulary: options.labels });
  }
  return read;
}

type WithFields = ReadStrategies & { readonly goldField: string; readonly predictedField: string };

async function readRows({ file: onDisk, format, columns }: Extract<StrategyInput, { kind: 'rows' }>): Promise<WithFields> {
  const file = await readInputFile(onDisk, format, 'tables');
  const goldField = findColumn(file, { role: 'gold', usualNames: goldNames, column: columns.gold });
  const predictedField = findColumn(file, { role: 'predicted', usualNames: predictedNames, column: columns.predicted });
  const ofDialogue: WantedField = { role: 'dialogue', usualNames: dialogueNames, column: columns.dialogue };
  const dialogueField = columns.dialogue === undefined ? findColumnIfAny(file, ofDialogue) : findColumn(file, ofDialogue);
  const rows = file.rows.map((row): StrategyRow => {
    const gold = textField(file, row, goldField);
    const written = fieldOf(file, row, predictedField);
    const predicted = written === null ? null : textOf(written);
    if (predicted === undefined) throw rowError(file, row, { field: predictedField, message: `this is ${describe(written)} where a strategy should be.` });
    return { gold, predicted, ...(dialogueField === undefined ? {} : { dialogue: textField(file, row, dialogueField) }) };
  });
  const input = fileInput(file, 'rows', [goldField, predictedField].join(', '));
  return { rows, places: file.rows.map(({ place }) => place), name: file.name, inputs: [input], goldField, predictedField };
}

async function readTwoColumns({ gold, predicted }: Extract<StrategyInput, { kind: 'columns' }>): Promise<WithFields> {
  const golds = await readColumn(gold, { role: 'gold', usualNames: goldNames }, (value, fault) => {
    const text = textOf(value);
    if (text !== undefined) return text;
    throw fault(value === null ? 'this turn has no strategy, so there is nothing to predict.' : `this is ${describe(value)} where a strategy should be.`);
  });
  const predictions = await readColumn(predicted, { role: 'predicted', usualNames: predictedNames }, (value) => textOf(value) ?? null);
  assertEquallyMany([golds, predictions]);
  const rows = golds.values.map((label, index): StrategyRow => ({ gold: label, predicted: predictions.values[index] ?? null, ...dialogueOf(golds, index) }));
  return {
    rows,
    places: rows.map((_, index) => golds.place(index)),
    name: golds.name,
    inputs: [golds.input, predictions.input],
    goldField: 'gold',
    predictedField: 'predicted',
  };
}

function dialogueOf({ dialogues }: ReadColumn<string>, index: number): { dialogue?: string } {
  const dialogue = dialogues?.[index];
  return dialogue === undefined ? {} : { dialogue };
}

function assertKnown(labels: readonly { label: string; place: string }[], where: { file: string; field: string; vocabulary: VocabularyId }): void {
  const { file, field, vocabulary } = where;
  const unknown = Map.groupBy(labels.filter(({ label }) => findStrategy(vocabulary, label) === undefined), ({ label }) => label);
  if (unknown.size === 0) return;
  const listed = [...unknown].slice(0, listedLabels).map(([label, rows]) => {
    const shown = rows.slice(0, listedPlaces).map(({ place }) => place);
    return `"${label.slice(0, 60)}" (${shown.join(', ')}${rows.length > listedPlaces ? `, ... ${rows.length} in all` : ''})`;
  });
  const more = unknown.size > listedLabels ? ` and ${unknown.size - listedLabels} more` : '';
  throw new AppError('INVALID_INPUT', `${file}, field ${field}: not among the labels of ${vocabulary}: ${listed.join(', ')}${more}. ${adviceFor([...unknown.keys()], vocabulary)}`, {
    details: { file, field, labels: [...unknown.keys()].slice(0, listedLabels) },
  });
}

function adviceFor(labels: readonly string[], vocabulary: VocabularyId): string {
  const other = vocabulary === 'esconv8' ? 'extes8' : 'esconv8';
  if (labels.some((label) => findStrategy(other, label) !== undefined)) return `Some are labels of ${other}: measure with these instead.`;
  return `Known are ${vocabularies[vocabulary].map((one) => one.label).join(', ')}.`;
}
