/** @file Element types of tensors, and the typed arrays that hold them. */

/** f64 exists for tests of gradients; training and inference use f32. */
export type FloatType = 'f32' | 'f64';
export type DataType = FloatType | 'i32' | 'i64' | 'u8' | 'bool';

export interface ArrayOf {
  readonly f32: Float32Array<ArrayBuffer>;
  readonly f64: Float64Array<ArrayBuffer>;
  readonly i32: Int32Array<ArrayBuffer>;
  readonly i64: BigInt64Array<ArrayBuffer>;
  /** Packed weights, two or one to a byte (ops/quantised.ts). */
  readonly u8: Uint8Array<ArrayBuffer>;
  readonly bool: Uint8Array<ArrayBuffer>;
}
export type TensorData = ArrayOf[DataType];

/** Values in row-major order. */
export interface Tensor<T extends DataType = DataType> {
  readonly dataType: T;
  readonly shape: readonly number[];
  readonly data: ArrayOf[T];
}

export function isFloat(dataType: DataType): dataType is FloatType {
  return dataType === 'f32' || dataType === 'f64';
}

const makers: { readonly [T in DataType]: (numbers: ArrayLike<number>) => ArrayOf[T] } = {
  f32: (numbers) => Float32Array.from(numbers),
  f64: (numbers) => Float64Array.from(numbers),
  i32: (numbers) => Int32Array.from(numbers),
  i64: (numbers) => BigInt64Array.from(Array.from(numbers, (number) => BigInt(number))),
  u8: (numbers) => Uint8Array.from(numbers),
  bool: (numbers) => Uint8Array.from(numbers),
};

export function toArray<T extends DataType>(dataType: T, numbers: ArrayLike<number>): ArrayOf[T] {
  return makers[dataType](numbers);
}

export function tensor<T extends DataType>(dataType: T, shape: readonly number[], numbers: ArrayLike<number>): Tensor<T> {
  const expected = shape.reduce((product, size) => product * size, 1);
  if (numbers.length !== expected) throw new RangeError(`A tensor of shape [${shape.join(', ')}] holds ${expected} values; ${numbers.length} were given.`);
  return { dataType, shape, data: toArray(dataType, numbers) };
}
