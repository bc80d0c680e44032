/** @file How long dialogues and turns are. */
import type { CorpusStatistics } from '#shared/contracts/corpora';
import { Histogram, integerBins, summaryLine } from '../../components/charts/Histogram';

const charts = [
  { key: 'turnsPerDialogue', title: 'Turns per dialogue', binHeader: 'Turns', countHeader: 'Dialogues' },
  { key: 'wordsPerSeekerTurn', title: 'Words per seeker turn', binHeader: 'Words', countHeader: 'Seeker turns' },
  { key: 'wordsPerSupporterTurn', title: 'Words per supporter turn', binHeader: 'Words', countHeader: 'Supporter turns' },
] as const;

export function LengthCharts({ statistics }: { statistics: CorpusStatistics }) {
  return charts.map(({ key, title, binHeader, countHeader }) => (
    <Histogram key={key} title={title} help={summaryLine(statistics.lengths[key])} bins={integerBins(statistics.lengths[key].histogram)} binHeader={binHeader} countHeader={countHeader} fileLead={statistics.name} />
  ));
}
