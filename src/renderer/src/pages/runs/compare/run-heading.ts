/** @file What a run is called at the head of a column. Pure. */
import type { RunRow } from '#shared/contracts/run-records';

/** Names are often long and equal at their beginning: what tells them apart is kept, the number makes it sure. */
export function runHeading({ id, name }: Pick<RunRow, 'id' | 'name'>): string {
  return `${name.length > 34 ? `…${name.slice(-33)}` : name} (${id})`;
}
