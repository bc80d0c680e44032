/** @file Measuring: run, list, show, keep, take out. Implements measureContract over the worker's tasks, the store and the activities. */
import { AppError } from '#shared/contracts/errors';
import type { HandlersOf, Parsed } from '#shared/contracts/index';
import type { measureContract, Measurement, MeasurementSummary } from '#shared/contracts/measure';
import type { ActivityId } from '#shared/domain/ids';
import { getMeasurement, listItems, listMeasurements, removeMeasurement, renameMeasurement, restoreMeasurement } from '../../store/measurement-repository';
import type { MeasureDependencies } from './dependencies';
import { exportMeasurements } from './export-measurements';
import { headlineOf, variantOf } from './figures';
import { shownItem } from './kept-items';
import { agreementRequest, comparisonRequest, inspectSource, nlgRequest, reproductionRequest, strategyRequest } from './requests';
import { runMeasurement, type MeasurementPlan } from './run-measurement';

export function createMeasureService(dependencies: MeasureDependencies): HandlersOf<typeof measureContract> {
  const { ports, store, activities, events } = dependencies;
  const { db } = store;
  const start = (title: string, plan: MeasurementPlan): { activityId: ActivityId } => ({
    activityId: activities.start({ title: plan.name === undefined ? title : `${title}: ${plan.name}`, unit: 'steps', run: (control) => runMeasurement(dependencies, plan, control) }),
  });
  const changed = (measurement: Measurement): MeasurementSummary => {
    events.emit({ kind: 'measurements.changed' });
    return summaryOf(measurement);
  };

  return {
    'measure.inspect': (input, { signal }) => inspectSource(dependencies, input, signal),
    'measure.nlg': (input) => start('Measuring replies', { name: input.name, request: nlgRequest(dependencies, input) }),
    'measure.strategy': (input) => start('Measuring strategies', { name: input.name, request: strategyRequest(dependencies, input) }),
    'measure.agreement': (input) => start('Measuring agreement', { name: input.name, request: agreementRequest(dependencies, input) }),
    'measure.compare': (input) => start('Comparing two systems', { name: input.name, request: comparisonRequest(dependencies, input) }),
    'measure.reproduce': (input) => start('Measuring again', { name: undefined, request: reproductionRequest(dependencies, input) }),
    'measure.list': ({ kind }) => listMeasurements(db, kind).map(summaryOf),
    'measure.get': ({ id }) => getMeasurement(db, id),
    'measure.items': ({ id, ...query }) => {
      const measurement = getMeasurement(db, id);
      assertFits(measurement, query);
      const { total, rows } = listItems(db, id, query);
      return { total, rows: rows.map((row) => shownItem(measurement, row)) };
    },
    'measure.rename': ({ id, name }) => changed(renameMeasurement(db, id, name)),
    'measure.remove': ({ id }) => {
      removeMeasurement(db, id, ports.clock.now().toISOString());
      events.emit({ kind: 'measurements.changed' });
      return { id };
    },
    'measure.restore': ({ id }) => changed(restoreMeasurement(db, id)),
    'measure.export': (input) => startExport(dependencies, input),
  };
}

function summaryOf(measurement: Measurement): MeasurementSummary {
  const { id, name, kind, inputs, itemCount, solaceVersion, createdAt, reproduction } = measurement;
  return { id, name, kind, inputs, itemCount, solaceVersion, createdAt, ...(reproduction === undefined ? {} : { reproduction }), variant: variantOf(measurement), headline: headlineOf(measurement) };
}

function startExport(dependencies: MeasureDependencies, { ids, ...options }: Parsed<'measure.export'>): { activityId: ActivityId } {
  const [first, ...others] = ids.map((id) => getMeasurement(dependencies.store.db, id));
  if (first === undefined) throw new Error('the contract asks for one measurement at least');
  if (others.length > 0 && (options.format === 'json' || options.format === 'items')) {
    throw new AppError('INVALID_INPUT', `The format ${options.format} holds one measurement. Export them one by one, or choose csv or latex.`);
  }
  const odd = others.find(({ kind }) => kind !== first.kind);
  if (odd !== undefined) throw new AppError('INVALID_INPUT', `"${first.name}" and "${odd.name}" are of different kinds (${first.kind} and ${odd.kind}), which have different columns. Choose measurements of one kind.`);
  const title = others.length === 0 ? `Exporting ${first.name}` : `Exporting ${ids.length} measurements`;
  return { activityId: dependencies.activities.start({ title, unit: 'steps', run: (control) => exportMeasurements(dependencies, { measurements: [first, ...others], ...options }, control) }) };
}

/** What kinds have of scores and cells. */
function assertFits({ kind, name }: Measurement, { sort, cell }: Pick<Parsed<'measure.items'>, 'sort' | 'cell'>): void {
  const sorts = { nlg: sort !== 'agreement', comparison: sort !== 'agreement', strategy: sort === 'position', agreement: sort === 'position' || sort === 'agreement' };
  if (!sorts[kind]) throw new AppError('INVALID_INPUT', `The items of "${name}" (${kind}) have no ${sort} to be sorted by.`);
  if (cell !== undefined && kind !== 'strategy') throw new AppError('INVALID_INPUT', `"${name}" (${kind}) has no confusion table, so no cell of it can be chosen.`);
}
