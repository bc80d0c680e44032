/** @file The icon of a strategy, beside its word. */
import { createElement } from 'react';
import { strategyIcon } from './strategy-look';

export function StrategyIcon({ label, sizePx = 13 }: { label: string; sizePx?: number }) {
  return createElement(strategyIcon(label), { size: sizePx, strokeWidth: 2.2, 'aria-hidden': true, style: { flexShrink: 0 } });
}
