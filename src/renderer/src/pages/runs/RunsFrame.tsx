/** @file The frame of the Runs room: runs, tables of results and the planner stand side by side as tabs that are links. */
import type { ReactNode } from 'react';
import { Box, Tab, Tabs } from '@mui/material';
import { Link, useLocation } from 'react-router';
import { paths } from '../../app/paths';
import { PageContainer, type PageContainerProps } from '../../components/PageContainer';

const places = [
  { path: paths.runs, word: 'Runs' },
  { path: paths.tables, word: 'Tables' },
  { path: paths.planner, word: 'Planner' },
] as const;

export function RunsFrame({ children, ...page }: PageContainerProps): ReactNode {
  const { pathname } = useLocation();
  return (
    <PageContainer {...page}>
      <Box sx={page.layout === 'full' ? { height: '100%', display: 'flex', flexDirection: 'column' } : undefined}>
        <Tabs component="nav" value={pathname} aria-label="Parts of the Runs room" sx={{ mb: 2, flexShrink: 0 }}>
          {places.map(({ path, word }) => (
            <Tab key={path} value={path} label={word} component={Link} to={path} aria-current={pathname === path ? 'page' : undefined} />
          ))}
        </Tabs>
        {page.layout === 'full' ? <Box sx={{ flex: 1, minHeight: 0 }}>{children}</Box> : children}
      </Box>
    </PageContainer>
  );
}
