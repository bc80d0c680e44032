/** @file Targets of temporal-difference learning: y = r + gamma max_a' Q(s', a'), y = r at the end of an episode (Watkins 1989; spec S-4). Plain numbers. */

export interface Transition {
  readonly reward: number;
  /** Q of the frozen target network for every action in the next state; undefined at the end of an episode. */
  readonly nextQs: readonly number[] | undefined;
}

export function tdTargets(transitions: readonly Transition[], discount: number): Float32Array {
  return Float32Array.from(transitions, ({ reward, nextQs }) => (nextQs === undefined ? reward : reward + discount * Math.max(...nextQs)));
}
