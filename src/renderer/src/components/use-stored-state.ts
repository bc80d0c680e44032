/** @file State that survives a reload: kept in the browser under a key, checked when it is read back. */
import { useCallback, useState } from 'react';
import type { z } from 'zod';

/** What is kept and no longer fits the schema is passed over. */
export function useStoredState<T>(key: string, schema: z.ZodType<T>, initial: T): [T, (next: T) => void, () => void] {
  const [held, setHeld] = useState<{ key: string; value: T }>(() => ({ key, value: stored(key, schema) ?? initial }));
  const value = held.key === key ? held.value : (stored(key, schema) ?? initial);
  if (held.key !== key) setHeld({ key, value });
  const change = useCallback(
    (next: T) => {
      localStorage.setItem(key, JSON.stringify(next));
      setHeld({ key, value: next });
    },
    [key],
  );
  const forget = useCallback(() => localStorage.removeItem(key), [key]);
  return [value, change, forget];
}

function stored<T>(key: string, schema: z.ZodType<T>): T | undefined {
  try {
    return schema.safeParse(JSON.parse(localStorage.getItem(key) ?? 'null')).data;
  } catch {
    return undefined;
  }
}
