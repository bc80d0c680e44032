/** @file A value that follows another only when that has rested for a moment: what is asked of the workbench while a person types. */
import { useEffect, useState } from 'react';

export function useSettledValue<T>(value: T, restMs: number): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), restMs);
    return () => clearTimeout(timer);
  }, [value, restMs]);
  return settled;
}
