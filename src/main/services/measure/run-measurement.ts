/** @file A measurement as an activity: a worker reads and computes, this side stores batch by batch. Nothing is visible before the last step. */
import type { ActivityResult } from '#shared/contracts/activities';
import type { MeasurementKind } from '#shared/contracts/measure';
import type { MeasurementId } from '#shared/domain/ids';
import type { MeasureTaskValue } from '../../jobs/tasks/measure';
import type { MeasureRequest } from '../../jobs/tasks/measure/request';
import { abandonMeasurement, appendItems, beginMeasurement, finishMeasurement } from '../../store/measurement-repository';
import type { ActivityControl } from '../activities/activity-registry';
import type { MeasureDependencies } from './dependencies';
import { storedItem } from './kept-items';
import type { LazyRequest } from './requests';

export interface MeasurementPlan {
  /** Given by the person; else made from the inputs. */
  readonly name: string | undefined;
  readonly request: LazyRequest;
}

const longestName = 120;

export async function runMeasurement(dependencies: MeasureDependencies, plan: MeasurementPlan, control: ActivityControl): Promise<ActivityResult> {
  const { ports, store, events } = dependencies;
  let measurementId: MeasurementId | null = null;
  const begin = (kind: MeasurementKind): MeasurementId => beginMeasurement(store.db, { kind, solaceVersion: ports.appVersion, createdAt: ports.clock.now().toISOString() });
  try {
    for await (const value of valuesOf(dependencies, await plan.request(control.signal), control.signal)) {
      if (value.type === 'progress') control.report({ done: value.done, total: value.total, unit: 'steps', note: 'Resampling' });
      else if (value.type === 'started') measurementId = begin(value.kind);
      else if (value.type === 'items' && measurementId !== null) appendItems(store.db, measurementId, value.items.map(storedItem));
      else if (value.type === 'finished' && measurementId !== null) {
        const { name, ...finished } = value.measured;
        finishMeasurement(store.db, measurementId, { ...finished, name: (plan.name ?? name).slice(0, longestName) });
        events.emit({ kind: 'measurements.changed' });
        return { kind: 'measurement', measurementId };
      }
    }
    throw new Error('the worker ended without a result');
  } catch (error) {
    if (measurementId !== null) abandonMeasurement(store.db, measurementId);
    throw error;
  }
}

/** The worker's values until it ends; cancelling ends it at once. */
async function* valuesOf({ ports }: MeasureDependencies, request: MeasureRequest, signal: AbortSignal): AsyncGenerator<MeasureTaskValue> {
  const run = ports.spawnTask<MeasureTaskValue>('measure', request);
  const stop = (): void => run.kill();
  signal.addEventListener('abort', stop, { once: true });
  try {
    signal.throwIfAborted();
    for await (const value of run) {
      signal.throwIfAborted();
      yield value;
    }
  } catch (error) {
    signal.throwIfAborted();
    throw error;
  } finally {
    signal.removeEventListener('abort', stop);
    run.kill();
  }
}
