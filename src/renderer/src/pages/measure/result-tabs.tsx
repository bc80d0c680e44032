/** @file The parts of a result by its kind: figures first, then what they are made of, then where it all came from. */
import type { ReactNode } from 'react';
import type { Measurement } from '#shared/contracts/measure';
import { AgreementFigures } from '../agreement/AgreementFigures';
import { AgreementItemsTab } from '../agreement/AgreementItemsTab';
import { RatersTab } from '../agreement/RatersTab';
import { ComparisonFigures } from './result/ComparisonFigures';
import { SourceTab } from './result/SourceTab';
import { StrategyFigures } from './result/StrategyFigures';
import { noStrategy, StrategyItemsTab } from './result/StrategyItemsTab';
import { ConfusionTab, type ConfusionCell, TransitionsTab } from './result/StrategyMaps';
import { TextFigures } from './result/TextFigures';
import { TextItemsTab } from './result/TextItemsTab';

export interface ResultTab {
  readonly key: string;
  readonly word: string;
  /** Scrolls inside itself. */
  readonly isFull?: boolean;
  readonly content: () => ReactNode;
}

/** Opens a part, with more of what stands in the address. */
export type OpenTab = (tab: string, more?: Record<string, string>) => void;

export function resultTabs(measurement: Measurement, open: OpenTab): ResultTab[] {
  return [...tabsOfKind(measurement, open), { key: 'source', word: 'Source', content: () => <SourceTab measurement={measurement} /> }];
}

function tabsOfKind(measurement: Measurement, open: OpenTab): ResultTab[] {
  switch (measurement.kind) {
    case 'nlg':
      return [
        { key: 'figures', word: 'Figures', content: () => <TextFigures measurement={measurement} /> },
        { key: 'items', word: 'Best and worst replies', isFull: true, content: () => <TextItemsTab measurement={measurement} /> },
      ];
    case 'comparison':
      return [
        { key: 'figures', word: 'Figures', content: () => <ComparisonFigures measurement={measurement} /> },
        { key: 'items', word: 'Where they differ', isFull: true, content: () => <TextItemsTab measurement={measurement} /> },
      ];
    case 'strategy':
      return strategyTabs(measurement, open);
    default:
      return [
        { key: 'figures', word: 'Figures', content: () => <AgreementFigures measurement={measurement} /> },
        { key: 'raters', word: 'Pairs of raters', content: () => <RatersTab measurement={measurement} /> },
        { key: 'items', word: 'Items that divide', isFull: true, content: () => <AgreementItemsTab measurement={measurement} /> },
      ];
  }
}

function strategyTabs(measurement: Extract<Measurement, { kind: 'strategy' }>, open: OpenTab): ResultTab[] {
  const { transitions } = measurement.result;
  const openCell = ({ gold, predicted }: ConfusionCell) => open('items', { gold, predicted: predicted ?? noStrategy });
  return [
    { key: 'figures', word: 'Figures', content: () => <StrategyFigures measurement={measurement} /> },
    { key: 'confusions', word: 'Confusions', content: () => <ConfusionTab measurement={measurement} onOpen={openCell} /> },
    ...(transitions === undefined ? [] : [{ key: 'transitions', word: 'Transitions', content: () => <TransitionsTab transitions={transitions} name={measurement.name} /> }]),
    { key: 'items', word: 'Items', isFull: true, content: () => <StrategyItemsTab measurement={measurement} /> },
  ];
}
