/** @file Reads protobuf messages field by field; enough for sentencepiece's files. Knows no schema. */
import { AppError } from '#shared/contracts/errors';

export interface ProtobufField {
  readonly number: number;
  /** A varint as a number; 32 and 64 bit fields and nested messages as their bytes. */
  readonly value: number | Uint8Array;
}

export function* protobufFields(bytes: Uint8Array, where: string): Generator<ProtobufField> {
  let at = 0;
  const varint = (): number => {
    let value = 0;
    for (let shift = 0; shift < 70; shift += 7) {
      const byte = bytes[at++];
      if (byte === undefined) break;
      value += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) return value;
    }
    throw damaged(where);
  };
  const take = (length: number): Uint8Array => {
    if (length > bytes.length - at) throw damaged(where);
    at += length;
    return bytes.subarray(at - length, at);
  };
  while (at < bytes.length) {
    const key = varint();
    const number = Math.floor(key / 8);
    switch (key % 8) {
      case 0:
        yield { number, value: varint() };
        break;
      case 1:
        yield { number, value: take(8) };
        break;
      case 2:
        yield { number, value: take(varint()) };
        break;
      case 5:
        yield { number, value: take(4) };
        break;
      default:
        throw damaged(where);
    }
  }
}

function damaged(where: string): AppError {
  return new AppError('INVALID_INPUT', `${where}: this is no valid protobuf file; it was cut off or damaged, download it again.`);
}
