/** @file The frame of every page: title (h1, focused on arrival), subtitle, actions, contents. Sets the window's title. */
import { type ReactNode, useEffect, useRef } from 'react';
import { Box, Typography } from '@mui/material';

export interface PageContainerProps {
  title: string;
  /** Where the page belongs: a link back to the list it was opened from. */
  breadcrumb?: ReactNode;
  /** Stands beside the title: a badge or chips. */
  titleExtra?: ReactNode;
  subtitle?: ReactNode;
  actions?: ReactNode;
  /** `full` lets the contents manage their own scrolling and take the whole height (a browser, a reader). */
  layout?: 'scroll' | 'full';
  /** Contents are at most this wide; figures and tables read badly when stretched over a very wide screen. */
  maxWidthPx?: number | 'none';
  children: ReactNode;
}

export function PageContainer({ title, breadcrumb, titleExtra, subtitle, actions, layout = 'scroll', maxWidthPx = 1320, children }: PageContainerProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${title} · Solace`;
  }, [title]);
  useEffect(() => {
    if (document.activeElement === null || document.activeElement === document.body || document.activeElement.closest('nav') !== null) heading.current?.focus({ preventScroll: true });
  }, []);
  const isFull = layout === 'full';
  return (
    <Box sx={{ position: 'relative', height: '100%', overflowY: isFull ? 'hidden' : 'auto', overflowX: 'hidden', display: 'flex', flexDirection: 'column' }}>
      <Box sx={{ width: '100%', maxWidth: maxWidthPx, px: { xs: 2.5, md: 4 }, pt: 3, pb: isFull ? 0 : 6, ...(isFull && { flex: 1, minHeight: 0, display: 'flex', flexDirection: 'column' }) }}>
        <Box component="header" sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'flex-start', columnGap: 3, rowGap: 1.5, mb: isFull ? 2 : 3 }}>
          <Box sx={{ flex: '1 1 320px', minWidth: 0 }}>
            {breadcrumb !== undefined && <Box sx={{ mb: 0.5, fontSize: '0.8125rem' }}>{breadcrumb}</Box>}
            <Box sx={{ display: 'flex', alignItems: 'center', flexWrap: 'wrap', gap: 1.25 }}>
              <Typography variant="h1" ref={heading} tabIndex={-1} sx={{ overflowWrap: 'anywhere' }}>
                {title}
              </Typography>
              {titleExtra}
            </Box>
            {subtitle !== undefined && (
              <Typography variant="body1" component="div" sx={{ color: 'text.secondary', mt: 0.5 }}>
                {subtitle}
              </Typography>
            )}
          </Box>
          {actions !== undefined && <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, alignItems: 'center', pt: 0.25 }}>{actions}</Box>}
        </Box>
        {isFull ? <Box sx={{ flex: 1, minHeight: 0 }}>{children}</Box> : children}
      </Box>
    </Box>
  );
}

/** A titled part of a page. */
export function PageSection({ title, description, actions, children }: { title: string; description?: ReactNode; actions?: ReactNode; children: ReactNode }) {
  return (
    <Box component="section" aria-label={title} sx={{ mb: 4 }}>
      <Box sx={{ display: 'flex', alignItems: 'baseline', justifyContent: 'space-between', gap: 2, mb: 1.25 }}>
        <Box>
          <Typography variant="h2">{title}</Typography>
          {description !== undefined && (
            <Typography variant="body2" component="div" sx={{ color: 'text.secondary', maxWidth: '75ch' }}>
              {description}
            </Typography>
          )}
        </Box>
        {actions !== undefined && <Box sx={{ display: 'flex', gap: 1, flexShrink: 0 }}>{actions}</Box>}
      </Box>
      {children}
    </Box>
  );
}
