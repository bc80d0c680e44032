/** @file What seekers said of the support: feedback during the dialogue, the survey after it, and whether the distress fell. */
import type { CorpusStatistics } from '#shared/contracts/corpora';
import { BarList } from '../../components/charts/BarList';
import { Histogram, type HistogramBin } from '../../components/charts/Histogram';
import { countOf, formatDecimal } from '../../components/format';

const surveyTitles: Readonly<Record<string, string>> = {
  initialIntensity: 'Emotion intensity before',
  finalIntensity: 'Emotion intensity after',
  seekerEmpathy: 'Empathy, by the seeker',
  seekerRelevance: 'Relevance, by the seeker',
  supporterRelevance: 'Relevance, by the supporter',
};

export function RatingCharts({ statistics }: { statistics: CorpusStatistics }) {
  const feedbackTotal = statistics.feedback.reduce((sum, { count }) => sum + count, 0);
  const change = statistics.intensityChange;
  return (
    <>
      {feedbackTotal > 0 && (
        <Histogram
          title="Feedback"
          help={`The seeker’s rating so far, 1 to 5: ${countOf(feedbackTotal, 'rating')}, mean ${formatDecimal(meanOf(statistics.feedback))}.`}
          bins={scoreBins(statistics.feedback)}
          binHeader="Score"
          countHeader="Ratings"
          fileLead={statistics.name}
        />
      )}
      {change !== undefined && (
        <BarList
          title="Change of emotion intensity"
          help={`From before to after the dialogue: ${signed(change.meanChange)} on average.`}
          labelHeader="Intensity"
          countHeader="Dialogues"
          fileLead={statistics.name}
          bars={[
            { label: 'Fell', count: change.fell },
            { label: 'Stayed the same', count: change.same },
            { label: 'Rose', count: change.rose },
          ]}
        />
      )}
      {inSurveyOrder(statistics.survey).map(({ field, mean, histogram }) => (
        <Histogram
          key={field}
          title={surveyTitles[field] ?? field}
          help={`Survey, mean ${formatDecimal(mean)}.`}
          bins={scoreBins(histogram)}
          binHeader="Score"
          countHeader="Dialogues"
          fileLead={statistics.name}
        />
      ))}
    </>
  );
}

function inSurveyOrder<T extends { field: string }>(fields: readonly T[]): T[] {
  const order = Object.keys(surveyTitles);
  return fields.toSorted((a, b) => order.indexOf(a.field) - order.indexOf(b.field));
}

/** Every score up to 5, given or not, so that charts beside each other compare. */
function scoreBins(scores: readonly { score: number; count: number }[]): HistogramBin[] {
  const lowest = Math.min(1, ...scores.map(({ score }) => score));
  const given = new Map(scores.map(({ score, count }) => [score, count]));
  const missing = Array.from({ length: 6 - lowest }, (_, index) => lowest + index).filter((score) => !given.has(score));
  return [...scores, ...missing.map((score) => ({ score, count: 0 }))].toSorted((a, b) => a.score - b.score).map(({ score, count }) => ({ label: String(score), count }));
}

function meanOf(scores: readonly { score: number; count: number }[]): number {
  const total = scores.reduce((sum, { count }) => sum + count, 0);
  return scores.reduce((sum, { score, count }) => sum + score * count, 0) / Math.max(1, total);
}

function signed(value: number): string {
  return `${value > 0 ? '+' : '−'}${formatDecimal(Math.abs(value))}`;
}
