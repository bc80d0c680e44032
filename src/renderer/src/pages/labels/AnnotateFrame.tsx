/** @file The frame of the Annotate room: its pages stand side by side as tabs that are links. */
import type { ReactNode } from 'react';
import { Tab, Tabs } from '@mui/material';
import { Link, useLocation } from 'react-router';
import { paths } from '../../app/paths';
import { PageContainer, type PageContainerProps } from '../../components/PageContainer';

const places = [
  { path: paths.annotate, word: 'Label sets' },
  { path: paths.schemas, word: 'Schemas' },
  { path: paths.campaigns, word: 'Campaigns' },
  { path: paths.people, word: 'People' },
] as const;

export function AnnotateFrame({ children, ...page }: PageContainerProps): ReactNode {
  const { pathname } = useLocation();
  return (
    <PageContainer {...page}>
      <Tabs component="nav" value={pathname} aria-label="Parts of the Annotate room" sx={{ mb: 3, flexShrink: 0 }}>
        {places.map(({ path, word }) => (
          <Tab key={path} value={path} label={word} component={Link} to={path} aria-current={pathname === path ? 'page' : undefined} />
        ))}
      </Tabs>
      {children}
    </PageContainer>
  );
}
