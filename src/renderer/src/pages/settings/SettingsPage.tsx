/** @file Answers: how does the workbench look and listen, is the workspace well, and how is it kept safe? */
import { Link, Typography } from '@mui/material';
import { Link as RouterLink } from 'react-router';
import { useCommand } from '../../api/use-command';
import { paths } from '../../app/paths';
import { PageContainer, PageSection } from '../../components/PageContainer';
import { Appearance } from './Appearance';
import { BackupAndRestore } from './BackupAndRestore';
import { Providers } from './Providers';
import { WorkspaceHealth } from './WorkspaceHealth';

export function SettingsPage() {
  const info = useCommand('app.info', {});
  return (
    <PageContainer title="Settings" subtitle={info.data === undefined ? undefined : `Workspace ${info.data.workspaceName}`} maxWidthPx={980}>
      <Appearance />
      <WorkspaceHealth />
      <Providers />
      <BackupAndRestore />
      <PageSection title="About">
        <Typography variant="body2" sx={{ color: 'text.secondary', maxWidth: '75ch' }}>
          Solace {info.data?.version}. Everything stays on this machine; nothing is sent anywhere unless you add something that does. Calls, slow queries and the log are on the{' '}
          <Link component={RouterLink} to={paths.debug}>
            debug page
          </Link>
          .
        </Typography>
      </PageSection>
    </PageContainer>
  );
}
