/** @file What the draft comes to: turns, reviews, each person's share, and the values that a sample by label will hold. */
import { Box, Typography } from '@mui/material';
import { useCommand } from '../../../api/use-command';
import { Facts } from '../../../components/Facts';
import { countOf, formatCount } from '../../../components/format';
import { Panel } from '../../../components/Panel';
import { type CampaignDraft, strataOf, workloadOf } from '../campaign-draft';

export function WorkloadPanel({ draft }: { draft: CampaignDraft }) {
  const { turns, reviews, each } = workloadOf(draft);
  const available = useAvailableTurns(draft);
  return (
    <Box component="aside" aria-label="What it comes to" sx={{ position: 'sticky', top: 0, display: 'grid', gap: 2 }}>
      <Panel title="What it comes to">
        <Facts
          label="Workload"
          facts={[
            ['Turns', available === null ? formatCount(turns) : `${formatCount(turns)} of ${formatCount(available)}`],
            ['Reviews', formatCount(reviews)],
            ['People', draft.people.length === 0 ? 'chosen later' : formatCount(draft.people.length)],
            ...(each === null ? [] : ([['Each person', describeShare(each)]] as const)),
          ]}
        />
        {available !== null && turns > available && (
          <Typography variant="caption" component="p" role="status" sx={{ m: 0, mt: 1, color: 'error.main' }}>
            There are only {countOf(available, 'turn')}.
          </Typography>
        )}
        {draft.split !== null && (
          <Typography variant="caption" component="p" sx={{ m: 0, mt: 1, color: 'text.secondary' }}>
            Counted over the whole corpus; the part has fewer.
          </Typography>
        )}
      </Panel>
      {draft.kind === 'stratified' && draft.labelSetId !== null && draft.field !== '' && <Strata draft={draft} labelSetId={draft.labelSetId} />}
    </Box>
  );
}

function describeShare({ items, repeats, checks }: { items: number; repeats: number; checks: number }): string {
  return [`about ${countOf(items, 'item')}`, ...(repeats > 0 ? [`${formatCount(repeats)} of them twice`] : []), ...(checks > 0 ? [`${countOf(checks, 'check')} more`] : [])].join(', ');
}

function useAvailableTurns({ corpusId, labelSetId }: CampaignDraft): number | null {
  const corpus = useCommand('corpora.get', { corpus: corpusId ?? 0 }, { isEnabled: corpusId !== null });
  const set = useCommand('labels.get', { labelSetId: labelSetId ?? 0 }, { isEnabled: labelSetId !== null });
  if (labelSetId !== null) return set.data?.counts.turns ?? null;
  return corpusId === null ? null : (corpus.data?.seekerTurns ?? null);
}

function Strata({ draft, labelSetId }: { draft: CampaignDraft; labelSetId: NonNullable<CampaignDraft['labelSetId']> }) {
  const distribution = useCommand('labels.distribution', { labelSetId });
  const field = distribution.data?.find((one) => one.field === draft.field);
  if (field === undefined) return null;
  const titles = new Map(field.values.map(({ value, title }) => [value, title]));
  return (
    <Panel title={`By ${field.title}`}>
      <Facts label={`Turns by ${field.title}`} facts={strataOf(field.values, draft).map(({ value, wanted, available }) => [titles.get(value) ?? value, `${formatCount(wanted)} of ${formatCount(available)}`])} />
    </Panel>
  );
}
