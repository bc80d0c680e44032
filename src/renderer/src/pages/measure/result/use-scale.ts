/** @file Whether shares are shown from 0 to 1 or times 100, as most papers print them. Kept on this machine. */
import { useState } from 'react';
import type { FigureFormat } from '../../../components/figure-format';

const storageKey = 'solace.figure-scale';

export function useScale(): [FigureFormat, (scale: FigureFormat['scale']) => void] {
  const [scale, setScale] = useState<FigureFormat['scale']>(() => (localStorage.getItem(storageKey) === '100' ? 100 : 1));
  const choose = (next: FigureFormat['scale']) => {
    localStorage.setItem(storageKey, String(next));
    setScale(next);
  };
  return [{ scale }, choose];
}
