/** @file Element types as safetensors files hold them. Knows nothing of what the graph can compute with. */

export type StoredType = 'f32' | 'f16' | 'bf16' | 'f64' | 'i64' | 'i32' | 'u8' | 'bool';
export type StoredFloat = 'f32' | 'f16' | 'bf16' | 'f64';

export const bytesPerValue: Readonly<Record<StoredType, number>> = { f64: 8, i64: 8, f32: 4, i32: 4, f16: 2, bf16: 2, u8: 1, bool: 1 };

/** The names in safetensors headers. */
export const tagOf: Readonly<Record<StoredType, string>> = { f64: 'F64', i64: 'I64', f32: 'F32', i32: 'I32', f16: 'F16', bf16: 'BF16', u8: 'U8', bool: 'BOOL' };

/** The names in config.json. */
export const torchNameOf: Readonly<Record<StoredFloat, string>> = { f64: 'float64', f32: 'float32', f16: 'float16', bf16: 'bfloat16' };

const typeOfTag: ReadonlyMap<unknown, StoredType> = new Map(Object.entries(tagOf).map(([type, tag]) => [tag, type as StoredType]));

export function storedTypeOf(tag: unknown): StoredType | undefined {
  return typeOfTag.get(tag);
}

export function isStoredFloat(type: StoredType): type is StoredFloat {
  return type === 'f32' || type === 'f16' || type === 'bf16' || type === 'f64';
}
