/**
 * @file What runs inside the page: the preload script in an isolated world of its own, and the context bridge between that world and the page's.
 * The functions here are injected as source text, so each is self-contained.
 */
import { createWire, type Wire } from './wire';

/** The binding that the isolated world calls to reach the main process, and the function that the main process calls there. */
export const toMainBinding = '__electronDoubleToMain';
export const fromMainFunction = '__electronDoubleFromMain';
export const preloadWorldName = 'electron-preload';

/** Source for the page's own world: receives what the preload script exposes. */
export function pageWorldSource(): string {
  return `(${String(receiveExposed)})((${String(createBridgeSide)})('page', 'preload'));`;
}

/** Source for the isolated world: the preload script with the modules that a sandboxed one may load. */
export function preloadWorldSource(preloadCode: string): string {
  const names = JSON.stringify({ toMainBinding, fromMainFunction });
  return `(() => {
    const electron = (${String(createPreloadElectron)})((${String(createBridgeSide)})('preload', 'page'), (${String(createWire)})(), ${names});
    const require = (name) => {
      if (name === 'electron') return electron;
      throw new Error('electron double: a sandboxed preload script cannot load ' + name);
    };
    const module = { exports: {} };
    (function (require, module, exports) { ${preloadCode}\n })(require, module, module.exports);
  })();`;
}

interface BridgeSide {
  /** Makes functions into handles that the other world can call. */
  encode(value: unknown): unknown;
  decode(value: unknown): unknown;
  emit(event: string, detail: unknown): void;
  on(event: string, listener: (detail: never) => void): void;
}

/** CustomEvent details are cloned between worlds and dispatched at once: that makes synchronous calls across worlds. */
function createBridgeSide(me: string, other: string): BridgeSide {
  const functions = new Map<string, (...args: unknown[]) => unknown>();
  let returned: { value?: unknown; error?: string } = {};

  const isPlain = (value: object) => [Object.prototype, null].includes(Object.getPrototypeOf(value) as object | null);
  const emit = (event: string, detail: unknown) => window.dispatchEvent(new CustomEvent(`electron-double:${me}:${event}`, { detail }));
  const on = (event: string, listener: (detail: never) => void) =>
    window.addEventListener(
      `electron-double:${other}:${event}`,
      (received) => {
        received.stopImmediatePropagation();
        listener((received as CustomEvent).detail as never);
      },
      true,
    );

  function encode(value: unknown): unknown {
    if (typeof value === 'function') {
      const id = `${me}${functions.size}`;
      functions.set(id, value as (...args: unknown[]) => unknown);
      return { $function: id };
    }
    if (Array.isArray(value)) return value.map(encode);
    if (typeof value === 'object' && value !== null && isPlain(value)) return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, encode(item)]));
    if (value instanceof Promise) throw new Error('electron double: promises across the context bridge are not implemented');
    return value;
  }

  function decode(value: unknown): unknown {
    if (Array.isArray(value)) return value.map(decode);
    if (typeof value !== 'object' || value === null || !isPlain(value)) return value;
    if ('$function' in value) return (...args: unknown[]) => callOther(value.$function as string, args);
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, decode(item)]));
  }

  function callOther(id: string, args: unknown[]): unknown {
    emit('call', { id, args: args.map(encode) });
    const { value, error } = returned;
    returned = {};
    if (error !== undefined) throw new Error(error);
    return decode(value);
  }

  on('call', ({ id, args }: { id: string; args: unknown[] }) => {
    try {
      emit('return', { value: encode(functions.get(id)?.(...args.map(decode))) });
    } catch (error) {
      emit('return', { error: error instanceof Error ? error.message : String(error) });
    }
  });
  on('return', (detail: typeof returned) => {
    returned = detail;
  });
  return { encode, decode, emit, on };
}

function receiveExposed(side: BridgeSide): void {
  const deepFreeze = (value: unknown): unknown => {
    if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
      Object.freeze(value);
      for (const item of Object.values(value)) deepFreeze(item);
    }
    return value;
  };
  side.on('expose', ({ key, api }: { key: string; api: unknown }) => {
    Object.defineProperty(window, key, { value: deepFreeze(side.decode(api)), enumerable: true });
  });
}

function createPreloadElectron(side: BridgeSide, wire: Wire, names: { toMainBinding: string; fromMainFunction: string }): object {
  const listeners = new Map<string, ((event: object, ...args: unknown[]) => void)[]>();
  const scope = globalThis as unknown as Record<string, (text: string) => void>;
  const strict = (name: string, target: object) =>
    new Proxy(target, {
      get(object, key) {
        if (key in object || typeof key === 'symbol') return Reflect.get(object, key) as unknown;
        throw new Error(`electron double: ${name}.${key} is not implemented in a preload script`);
      },
    });

  scope[names.fromMainFunction] = (text) => {
    const { channel, args } = wire.unpack(text) as { channel: string; args: unknown[] };
    for (const listener of listeners.get(channel) ?? []) listener({}, ...args);
  };
  return strict('electron', {
    ipcRenderer: strict('ipcRenderer', {
      send: (channel: string, ...args: unknown[]) => scope[names.toMainBinding]?.(wire.pack({ channel, args })),
      on: (channel: string, listener: (event: object, ...args: unknown[]) => void) => void listeners.set(channel, [...(listeners.get(channel) ?? []), listener]),
    }),
    contextBridge: strict('contextBridge', { exposeInMainWorld: (key: string, api: unknown) => side.emit('expose', { key, api: side.encode(api) }) }),
  });
}
