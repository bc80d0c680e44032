/** @file The rows of a table of vectors that are most like one vector, by cosine. Knows nothing of what they stand for. */

export interface Neighbour {
  readonly row: number;
  /** -1 .. 1; 0 where a vector has no length. */
  readonly similarity: number;
}

/** `table` [rows, size] row-major, `vector` [size]. Most similar first; of equals the earlier row. */
export function nearestRows(table: Float32Array, vector: Float32Array, count: number): readonly Neighbour[] {
  const size = vector.length;
  const ownLength = Math.hypot(...vector);
  const rows = table.length / size;
  const neighbours = Array.from({ length: rows }, (_, row) => ({ row, similarity: cosine(table, vector, { start: row * size, ownLength }) }));
  return neighbours.sort((a, b) => b.similarity - a.similarity || a.row - b.row).slice(0, count);
}

function cosine(table: Float32Array, vector: Float32Array, { start, ownLength }: { start: number; ownLength: number }): number {
  let product = 0;
  let squares = 0;
  for (let at = 0; at < vector.length; at++) {
    const value = table[start + at] ?? 0;
    product += value * (vector[at] ?? 0);
    squares += value * value;
  }
  const length = Math.sqrt(squares) * ownLength;
  return length === 0 ? 0 : product / length;
}
