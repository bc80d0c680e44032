/** @file The frame of the Models room: its four pages stand side by side as tabs that are links. */
import type { ReactNode } from 'react';
import { Tab, Tabs } from '@mui/material';
import { Link, useLocation } from 'react-router';
import { paths } from '../../app/paths';
import { PageContainer, type PageContainerProps } from '../../components/PageContainer';

const places = [
  { path: paths.models, word: 'Models' },
  { path: paths.endpoints, word: 'Endpoints' },
  { path: paths.prompts, word: 'Prompts' },
  { path: paths.calls, word: 'Calls' },
] as const;

export function ModelsFrame({ children, ...page }: PageContainerProps): ReactNode {
  const { pathname } = useLocation();
  return (
    <PageContainer {...page}>
      <Tabs component="nav" value={pathname} aria-label="Parts of the Models room" sx={{ mb: 3, flexShrink: 0 }}>
        {places.map(({ path, word }) => (
          <Tab key={path} value={path} label={word} component={Link} to={path} aria-current={pathname === path ? 'page' : undefined} />
        ))}
      </Tabs>
      {children}
    </PageContainer>
  );
}
