/** @file Which part of the queue is shown, as it stands in the address. Pure. */
import type { Input } from '#shared/contracts/index';

type QueueInput = Input<'adjudication.queue'>;

export interface QueueView {
  readonly state: NonNullable<QueueInput['state']>;
  readonly field: string | undefined;
  readonly among: NonNullable<QueueInput['among']>;
  readonly sort: NonNullable<QueueInput['sort']>;
  /** An item that a link names; it is shown until the person moves in the queue. */
  readonly item: number | undefined;
}

export function readQueueView(params: URLSearchParams): QueueView {
  const state = params.get('state');
  const item = Number(params.get('item') ?? Number.NaN);
  return {
    state: state === 'resolved' || state === 'changed' || state === 'all' ? state : 'open',
    field: params.get('field') ?? undefined,
    among: params.get('among') === 'peopleAndModels' ? 'peopleAndModels' : 'people',
    sort: params.get('sort') === 'number' ? 'number' : 'disagreement',
    item: Number.isInteger(item) && item > 0 ? item : undefined,
  };
}

export function writeQueueView({ state, field, among, sort, item }: QueueView): URLSearchParams {
  return new URLSearchParams({
    ...(state !== 'open' && { state }),
    ...(field !== undefined && { field }),
    ...(among !== 'people' && { among }),
    ...(sort !== 'disagreement' && { sort }),
    ...(item !== undefined && { item: String(item) }),
  });
}
