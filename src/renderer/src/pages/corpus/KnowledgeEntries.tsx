/** @file The entries of a knowledge base, found by words. Words and page stand in the address. */
import { Box, Button, Typography } from '@mui/material';
import { useSearchParams } from 'react-router';
import type { Output } from '#shared/contracts/index';
import type { Corpus } from '#shared/contracts/corpora';
import { displayText } from '#shared/domain/dialogue';
import { useCommand } from '../../api/use-command';
import { Badge } from '../../components/Badge';
import { countOf, formatCount } from '../../components/format';
import { EmptyState, LoadState } from '../../components/LoadState';
import { MatchText } from '../../components/MatchText';
import { SearchField } from '../../components/SearchField';
import { placeMatches } from './place-matches';

const pageSize = 25;

export function KnowledgeEntries({ corpus }: { corpus: Corpus }) {
  const [search, setSearch] = useSearchParams();
  const text = search.get('q') ?? '';
  const page = Math.max(1, Number(search.get('page') ?? 1) || 1);
  const show = (next: { text: string; page: number }) => setSearch({ ...(next.text !== '' && { q: next.text }), ...(next.page > 1 && { page: String(next.page) }) }, { replace: true });
  const entries = useCommand('knowledge.search', { corpusId: corpus.id, ...(text !== '' && { text }), offset: (page - 1) * pageSize, limit: pageSize }, { keepsPrevious: true });
  return (
    <>
      <SearchField label={`Search ${corpus.name}`} value={text} onChange={(next) => show({ text: next, page: 1 })} placeholder="Words, or a &quot;phrase&quot;" />
      <Box sx={{ mt: 2 }}>
        <LoadState
          query={entries}
          what="the entries"
          isEmpty={({ total }) => total === 0}
          empty={
            <EmptyState title={text === '' ? 'No entry' : 'Nothing found'} action={text !== '' && <Button onClick={() => show({ text: '', page: 1 })}>Clear the search</Button>}>
              {text === '' ? 'This knowledge base is empty.' : 'No entry holds all of these words. Try fewer, or the beginning of one.'}
            </EmptyState>
          }
        >
          {({ total, rows }) => (
            <>
              <Typography variant="body2" role="status" sx={{ color: 'text.secondary', mb: 1 }}>
                {text === '' ? countOf(total, 'entry', 'entries') : `${formatCount(total)} found`}
              </Typography>
              <Box component="ol" sx={{ m: 0, p: 0, listStyle: 'none' }}>
                {rows.map((entry) => (
                  <Entry key={entry.id} entry={entry} />
                ))}
              </Box>
              <Pages page={page} count={Math.ceil(total / pageSize)} onChange={(next) => show({ text, page: next })} />
            </>
          )}
        </LoadState>
      </Box>
    </>
  );
}

function Entry({ entry }: { entry: Output<'knowledge.search'>['rows'][number] }) {
  const query = placeMatches(entry.query, entry.excerpt);
  const answer = query === null ? placeMatches(entry.answer, entry.excerpt) : null;
  return (
    <Box component="li" sx={{ py: 2, borderTop: 1, borderColor: 'divider', maxWidth: 900 }}>
      {entry.title !== undefined && (
        <Typography variant="h3" component="h2">
          {displayText(entry.title)}
        </Typography>
      )}
      <Typography className="dialogue-text" component="p" sx={{ m: 0 }}>
        <MatchText text={query ?? entry.query} />
      </Typography>
      <Typography className="dialogue-text" component="p" sx={{ m: 0, mt: 1, pl: 2, borderLeft: 2, borderColor: 'primary.main', color: 'text.secondary', whiteSpace: 'pre-line' }}>
        <MatchText text={(answer ?? entry.answer).trim()} keepsLines />
      </Typography>
      {entry.topics !== undefined && (
        <Box sx={{ mt: 1, display: 'flex', flexWrap: 'wrap', gap: 0.5 }}>
          {entry.topics.map((topic) => (
            <Badge key={topic} help="Topic, as in the source">
              {topic}
            </Badge>
          ))}
        </Box>
      )}
    </Box>
  );
}

function Pages({ page, count, onChange }: { page: number; count: number; onChange: (page: number) => void }) {
  if (count <= 1) return null;
  return (
    <Box component="nav" aria-label="Pages of entries" sx={{ display: 'flex', alignItems: 'center', gap: 1.5, mt: 2 }}>
      <Button variant="outlined" disabled={page <= 1} onClick={() => onChange(page - 1)}>
        Previous
      </Button>
      <Typography variant="body2">
        Page {formatCount(page)} of {formatCount(count)}
      </Typography>
      <Button variant="outlined" disabled={page >= count} onClick={() => onChange(page + 1)}>
        Next
      </Button>
    </Box>
  );
}
