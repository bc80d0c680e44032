/** @file Values as text and back, the way structuredClone keeps them. Runs in Node and, as source text, in the page. */

export interface Wire {
  pack(value: unknown): string;
  unpack(text: string): unknown;
}

/** Self-contained: its source is injected into the page. */
export function createWire(): Wire {
  const tag = (kind: string, content?: unknown) => ({ $wire: kind, content });

  function mark(value: unknown): unknown {
    if (value === undefined) return tag('undefined');
    if (typeof value === 'bigint') return tag('bigint', String(value));
    if (typeof value === 'number' && (!Number.isFinite(value) || Object.is(value, -0))) return tag('number', Object.is(value, -0) ? '-0' : String(value));
    if (typeof value === 'function' || typeof value === 'symbol') throw new TypeError('An object could not be cloned.');
    if (typeof value !== 'object' || value === null) return value;
    if (Array.isArray(value)) return value.map(mark);
    if (value instanceof Date) return tag('date', value.getTime());
    if (value instanceof Uint8Array) return tag('bytes', toBase64(value));
    if (Object.prototype.toString.call(value) !== '[object Object]') throw new TypeError(`electron double: ${Object.prototype.toString.call(value)} cannot cross`);
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, mark(item)]));
  }

  function unmark(value: unknown): unknown {
    if (typeof value !== 'object' || value === null) return value;
    if (Array.isArray(value)) return value.map(unmark);
    if (!Object.hasOwn(value, '$wire')) return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, unmark(item)]));
    const { $wire: kind, content } = value as { $wire: string; content: unknown };
    if (kind === 'bigint') return BigInt(content as string);
    if (kind === 'number') return Number(content);
    if (kind === 'date') return new Date(content === null ? Number.NaN : (content as number));
    if (kind === 'bytes') return Uint8Array.from(atob(content as string), (character) => character.charCodeAt(0));
    return undefined;
  }

  function toBase64(bytes: Uint8Array): string {
    const chunkBytes = 30_000;
    let text = '';
    for (let start = 0; start < bytes.length; start += chunkBytes) text += btoa(String.fromCharCode(...bytes.subarray(start, start + chunkBytes)));
    return text;
  }

  return { pack: (value) => JSON.stringify(mark(value)), unpack: (text) => unmark(JSON.parse(text)) };
}
