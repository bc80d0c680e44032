/** @file Before the first item: what will be read, that nobody has to, and the few keys that matter most. */
import { Box, Button, Typography } from '@mui/material';
import { HeartHandshake } from 'lucide-react';
import { Link } from 'react-router';
import type { ReviewCampaign } from '#shared/contracts/review';
import { paths } from '../../app/paths';
import { countOf, formatCount } from '../../components/format';
import { KeyHint } from '../../components/keyboard/KeyHint';
import { useShortcuts } from '../../components/keyboard/KeyboardProvider';
import { PageContainer } from '../../components/PageContainer';
import { keysFor } from './review-keys';
import { useOwnKeys } from './use-own-keys';

export function ContentNotice({ campaign, onBegin }: { campaign: ReviewCampaign; onBegin: () => void }) {
  const [own] = useOwnKeys();
  const { desk, mode, fields } = campaign;
  useShortcuts('This page', [{ keys: 'Mod+Enter', label: 'Begin', run: onBegin }]);
  const left = desk.total - desk.done - desk.skipped;
  return (
    <PageContainer title={campaign.name} subtitle={`${formatCount(left)} of ${countOf(desk.total, 'item')} left · ${countOf(fields.length, 'field')} each · ${mode === 'validate' ? 'check what is proposed' : 'label from scratch'}`} maxWidthPx={760}>
      <Box sx={{ border: 1, borderColor: 'divider', borderRadius: 1.5, backgroundColor: 'background.paper', p: 3, mb: 3 }}>
        <Box sx={{ display: 'flex', gap: 1.5, alignItems: 'center', mb: 1 }}>
          <HeartHandshake size={20} aria-hidden />
          <Typography variant="h2">Before you begin</Typography>
        </Box>
        <Typography variant="body1" sx={{ mb: 1 }}>
          These are conversations with people in distress. Some speak of loss, illness, violence or of not wanting to live.
        </Typography>
        <Box component="ul" sx={{ m: 0, pl: 2.5, display: 'grid', gap: 0.75, fontSize: '0.9375rem', lineHeight: 1.55 }}>
          <li>
            Skip any item, without giving a reason: <Keys id="skip" own={own} />. Nothing follows from it.
          </li>
          <li>
            Blur the texts until you point at them: <Keys id="blur" own={own} />. Pause at any time: <Keys id="pause" own={own} />; the text goes away and the clock stops.
          </li>
          <li>Every decision is saved at once. You can stop after any of them and go on another day.</li>
          <li>If something you read stays with you, tell the person who runs this campaign, someone you trust, or a crisis line where you live.</li>
        </Box>
      </Box>
      <Typography variant="body2" component="div" sx={{ color: 'text.secondary', mb: 2.5, display: 'flex', flexWrap: 'wrap', columnGap: 2.5, rowGap: 1 }}>
        {mode === 'validate' && <span><Keys id="accept" own={own} /> right</span>}
        {mode === 'validate' && <span><Keys id="reject" own={own} /> wrong</span>}
        <span><KeyHint keys="1" /> to <KeyHint keys="9" /> give a value</span>
        <span><Keys id="undo" own={own} /> undo, without limit</span>
        <span><KeyHint keys="?" /> every key</span>
      </Typography>
      <Box sx={{ display: 'flex', gap: 1 }}>
        <Button variant="contained" autoFocus onClick={onBegin} endIcon={<KeyHint keys="Mod+Enter" />}>
          {desk.done + desk.skipped > 0 ? 'Go on' : 'Begin'}
        </Button>
        <Button variant="outlined" component={Link} to={paths.work}>
          Not now
        </Button>
      </Box>
    </PageContainer>
  );
}

function Keys({ id, own }: { id: string; own: Parameters<typeof keysFor>[1] }) {
  const [first] = keysFor(id, own);
  return first === undefined ? null : <KeyHint keys={first} />;
}
