/** @file The four states of anything that is fetched, in their order: loading, error with retry, empty with the next action, data. */
import { type ReactNode, useEffect, useState } from 'react';
import { Alert, Box, Button, Skeleton, Typography } from '@mui/material';
import { CircleAlert, RotateCcw } from 'lucide-react';

/** What a query hook returns, as far as this cares; react-query's results fit. */
export interface Loadable<T> {
  readonly data: T | undefined;
  readonly error: { readonly message: string } | null;
  readonly isPending: boolean;
  readonly refetch: () => unknown;
}

export interface LoadStateProps<T> {
  query: Loadable<T>;
  /** What is awaited, for the screen reader and the error: "the corpora". */
  what: string;
  /** Shape of the coming contents. */
  skeleton?: ReactNode;
  isEmpty?: (data: T) => boolean;
  empty?: ReactNode;
  children: (data: T) => ReactNode;
}

export function LoadState<T>({ query, what, skeleton, isEmpty, empty, children }: LoadStateProps<T>) {
  if (query.data !== undefined) {
    return (
      <>
        {query.error !== null && <ErrorState what={what} message={query.error.message} onRetry={() => void query.refetch()} />}
        {isEmpty?.(query.data) === true ? empty : children(query.data)}
      </>
    );
  }
  if (query.error !== null) return <ErrorState what={what} message={query.error.message} onRetry={() => void query.refetch()} />;
  return <LoadingState what={what} skeleton={skeleton} />;
}

/** Shown only after a moment: a skeleton that flickers by is worse than none. */
export function LoadingState({ what, skeleton }: { what: string; skeleton?: ReactNode }) {
  const isLate = useIsLate(120);
  return (
    <Box role="status" aria-busy sx={{ minHeight: 120 }}>
      <Box component="span" sx={visuallyHidden}>
        Loading {what}
      </Box>
      {isLate && <Box aria-hidden>{skeleton ?? <SkeletonRows rows={6} />}</Box>}
    </Box>
  );
}

export function SkeletonRows({ rows, heightPx = 20 }: { rows: number; heightPx?: number }) {
  return (
    <Box sx={{ display: 'grid', gap: 1.5 }}>
      {Array.from({ length: rows }, (_, row) => (
        <Skeleton key={row} variant="rounded" height={heightPx} width={`${92 - ((row * 17) % 40)}%`} />
      ))}
    </Box>
  );
}

export function ErrorState({ what, message, onRetry }: { what: string; message: string; onRetry?: () => void }) {
  return (
    <Alert
      severity="error"
      icon={<CircleAlert size={18} aria-hidden />}
      sx={{ mb: 2, maxWidth: 860 }}
      action={
        onRetry !== undefined && (
          <Button color="inherit" startIcon={<RotateCcw size={15} aria-hidden />} onClick={onRetry}>
            Try again
          </Button>
        )
      }
    >
      <Typography variant="body2" sx={{ fontWeight: 600 }}>
        Could not load {what}
      </Typography>
      <Typography variant="body2" sx={{ overflowWrap: 'anywhere' }}>
        {message}
      </Typography>
    </Alert>
  );
}

export interface EmptyStateProps {
  icon?: ReactNode;
  title: string;
  /** One line: what would stand here and how to get it. */
  children?: ReactNode;
  action?: ReactNode;
}

export function EmptyState({ icon, title, children, action }: EmptyStateProps) {
  return (
    <Box sx={{ border: '1px dashed', borderColor: 'hairlineStrong', borderRadius: 1, px: 4, py: 5, textAlign: 'center', color: 'text.secondary' }}>
      {icon !== undefined && <Box sx={{ mb: 1 }}>{icon}</Box>}
      <Typography variant="h2" component="p" sx={{ color: 'text.primary' }}>
        {title}
      </Typography>
      {children !== undefined && (
        <Typography variant="body2" component="div" sx={{ maxWidth: '58ch', mx: 'auto', mt: 0.5 }}>
          {children}
        </Typography>
      )}
      {action !== undefined && <Box sx={{ mt: 2, display: 'flex', justifyContent: 'center', gap: 1 }}>{action}</Box>}
    </Box>
  );
}

/** Read aloud, not shown. */
export const visuallyHidden = { position: 'absolute', width: '1px', height: '1px', margin: '-1px', padding: 0, overflow: 'hidden', clipPath: 'inset(50%)', whiteSpace: 'nowrap', border: 0 } as const;

function useIsLate(delayMs: number): boolean {
  const [isLate, setIsLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setIsLate(true), delayMs);
    return () => clearTimeout(timer);
  }, [delayMs]);
  return isLate;
}
