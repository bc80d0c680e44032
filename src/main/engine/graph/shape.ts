/** @file Static tensor shapes: sizes outermost first, `[]` for a scalar. Knows neither values nor operations. */

export type Shape = readonly number[];

export function elementCount(shape: Shape): number {
  return shape.reduce((product, size) => product * size, 1);
}

export function describeShape(shape: Shape): string {
  return `[${shape.join(', ')}]`;
}

export function isSameShape(first: Shape, second: Shape): boolean {
  return first.length === second.length && first.every((size, axis) => size === second[axis]);
}

/** The size along an axis; negative axes count from the end. */
export function sizeAt(shape: Shape, axis: number): number {
  const size = shape.at(axis);
  if (size === undefined) throw new RangeError(`A shape of rank ${shape.length} has no axis ${axis}.`);
  return size;
}

/** The shape both broadcast to by NumPy's rule (aligned at the last axis, sizes equal or 1); undefined where they do not fit. */
export function broadcastShapes(first: Shape, second: Shape): Shape | undefined {
  const rank = Math.max(first.length, second.length);
  const result: number[] = [];
  for (let axis = -rank; axis < 0; axis++) {
    const one = first.at(axis) ?? 1;
    const other = second.at(axis) ?? 1;
    if (axis < -first.length || one === 1) result.push(axis < -second.length ? one : other);
    else if (axis < -second.length || other === 1 || one === other) result.push(one);
    else return undefined;
  }
  return result;
}

/** Axes of `from` (0-based) along which a tensor of shape `to` was repeated to give `from`. */
export function broadcastAxes(to: Shape, from: Shape): number[] {
  const lead = from.length - to.length;
  return from.flatMap((size, axis) => (axis < lead || (to[axis - lead] === 1 && size !== 1) ? [axis] : []));
}

/** `shape` with these axes (0-based) of size 1, or left out. */
export function reducedShape(shape: Shape, axes: readonly number[], keepsAxes: boolean): Shape {
  return shape.flatMap((size, axis) => (axes.includes(axis) ? (keepsAxes ? [1] : []) : [size]));
}

/** `shape` with another last size. */
export function withLastSize(shape: Shape, size: number): Shape {
  return [...shape.slice(0, -1), size];
}
