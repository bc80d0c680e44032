/** @file The first start: two ways to begin, each with one line on what it leads to. */
import type { ReactNode } from 'react';
import { Box, Button, Typography } from '@mui/material';
import { BookOpen, FileUp } from 'lucide-react';
import { ActivityProgressBar } from '../../components/ActivityProgressBar';
import { useDemoImport } from './use-demo-import';

export function FirstSteps({ onImport }: { onImport: () => void }) {
  const demo = useDemoImport();
  return (
    <Box sx={{ maxWidth: 860 }}>
      <Box sx={{ display: 'grid', gridTemplateColumns: { xs: '1fr', sm: '1fr 1fr' }, gap: 2 }}>
        <Step
          icon={<BookOpen size={22} aria-hidden />}
          title="Look around with the demo corpus"
          text="Loads conversations written for Solace, every supporter turn with its strategy and every seeker turn with its state, and opens their statistics."
          action={
            <Button variant="contained" onClick={demo.start} disabled={demo.isBusy}>
              {demo.isBusy ? 'Loading…' : 'Load the demo corpus'}
            </Button>
          }
        >
          {demo.activity !== undefined && <ActivityProgressBar title="Loading the demo corpus" progress={demo.activity.progress} />}
        </Step>
        <Step
          icon={<FileUp size={22} aria-hidden />}
          title="Import your own files"
          text="Recognises ESConv, ExTES, ESC-Pro and other formats by their content, shows a preview with every warning, and stores only what you confirm. You can also drop files anywhere on this page."
          action={
            <Button variant="outlined" onClick={onImport}>
              Choose files
            </Button>
          }
        />
      </Box>
      <Typography variant="body2" sx={{ color: 'text.secondary', mt: 3 }}>
        Everything stays on this machine. Nothing is sent anywhere unless you add something that does.
      </Typography>
    </Box>
  );
}

function Step({ icon, title, text, action, children }: { icon: ReactNode; title: string; text: string; action: ReactNode; children?: ReactNode }) {
  return (
    <Box component="section" aria-label={title} sx={{ display: 'flex', flexDirection: 'column', p: 3, border: 1, borderColor: 'divider', borderRadius: 1.5, backgroundColor: 'background.paper' }}>
      <Box sx={{ color: 'primary.main', mb: 1.5 }}>{icon}</Box>
      <Typography variant="h2">{title}</Typography>
      <Typography variant="body2" sx={{ color: 'text.secondary', mt: 0.5, mb: 2, flex: 1 }}>
        {text}
      </Typography>
      <div>{action}</div>
      {children}
    </Box>
  );
}
