/** @file Two ports joined in memory. Every message is cloned and delivered later, so that nothing works here that would fail on a wire. */
import type { Port } from './port';

/** Attach listeners before the current task ends: delivery starts in the next microtask. */
export function createMemoryPorts(): [Port, Port] {
  const left = createEnd();
  const right = createEnd();
  let isOpen = true;

  const close = () => {
    if (!isOpen) return;
    isOpen = false;
    queueMicrotask(() => {
      for (const listener of [...left.closeListeners, ...right.closeListeners]) listener();
    });
  };
  const portOf = (near: End, far: End): Port => ({
    send(message) {
      if (!isOpen) return;
      const copy = structuredClone(message);
      queueMicrotask(() => {
        for (const listener of far.messageListeners) listener(copy);
      });
    },
    onMessage: (listener) => void near.messageListeners.push(listener),
    onClose: (listener) => void near.closeListeners.push(listener),
    close,
  });
  return [portOf(left, right), portOf(right, left)];
}

interface End {
  readonly messageListeners: ((message: unknown) => void)[];
  readonly closeListeners: (() => void)[];
}

function createEnd(): End {
  return { messageListeners: [], closeListeners: [] };
}
