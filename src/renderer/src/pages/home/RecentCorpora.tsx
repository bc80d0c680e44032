/** @file The corpora that came in last, with the way into each. */
import { Box, Link, Typography } from '@mui/material';
import { BookMarked, MessagesSquare } from 'lucide-react';
import { Link as RouterLink } from 'react-router';
import type { Corpus } from '#shared/contracts/corpora';
import { paths } from '../../app/paths';
import { countOf, formatDate } from '../../components/format';
import { StrategyStrip } from '../../components/StrategyStrip';
import { CorpusBadges } from '../corpus/CorpusBadges';

const maxShown = 6;

export function RecentCorpora({ corpora }: { corpora: readonly Corpus[] }) {
  const recent = corpora.toSorted((a, b) => b.createdAt.localeCompare(a.createdAt)).slice(0, maxShown);
  return (
    <Box component="ul" sx={{ m: 0, p: 0, listStyle: 'none', border: 1, borderColor: 'divider', borderRadius: 1.5, backgroundColor: 'background.paper' }}>
      {recent.map((corpus) => (
        <Box component="li" key={corpus.id} sx={{ display: 'flex', alignItems: 'center', gap: 2, px: 2, py: 1.375, borderTop: 1, borderColor: 'divider', '&:first-of-type': { borderTop: 0 } }}>
          <Box sx={{ color: 'text.secondary', display: 'inline-flex' }}>{corpus.kind === 'knowledge' ? <BookMarked size={18} aria-hidden /> : <MessagesSquare size={18} aria-hidden />}</Box>
          <Box sx={{ flex: 1, minWidth: 0 }}>
            <Box sx={{ display: 'flex', alignItems: 'center', gap: 1, flexWrap: 'wrap' }}>
              <Link component={RouterLink} to={paths.corpus(corpus.id)} sx={{ fontWeight: 550, overflowWrap: 'anywhere' }}>
                {corpus.name}
              </Link>
              <CorpusBadges corpus={corpus} />
            </Box>
            <Typography variant="caption" component="p" sx={{ color: 'text.secondary', m: 0 }}>
              {sizeOf(corpus)} · imported {formatDate(corpus.createdAt)}
            </Typography>
          </Box>
          {corpus.kind === 'dialogues' && (
            <>
              <StrategyStrip vocabulary={corpus.vocabulary} strategies={corpus.strategies} />
              <Link component={RouterLink} to={paths.browseCorpus(corpus.id)} variant="body2" aria-label={`Browse ${corpus.name}`}>
                Browse
              </Link>
            </>
          )}
        </Box>
      ))}
    </Box>
  );
}

function sizeOf(corpus: Corpus): string {
  return corpus.kind === 'knowledge' ? countOf(corpus.entries, 'entry', 'entries') : `${countOf(corpus.dialogues, 'dialogue')}, ${countOf(corpus.utterances, 'turn')}`;
}
