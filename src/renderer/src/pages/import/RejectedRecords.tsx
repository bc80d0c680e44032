/** @file The records that cannot be taken, each with its place and reason; however many, and all of them as CSV. */
import { useState } from 'react';
import { Box, Button } from '@mui/material';
import { Copy } from 'lucide-react';
import type { RejectedRecord } from '#shared/contracts/import-report';
import { toCsv } from '../../components/csv';
import { formatCount } from '../../components/format';
import { PageSection } from '../../components/PageContainer';
import { useToast } from '../../components/toasts/ToastProvider';
import { GridCell, VirtualList } from '../../components/VirtualList';

const widths = { file: 200, record: 90 } as const;

export function RejectedRecords({ rejected }: { rejected: readonly RejectedRecord[] }) {
  const [active, setActive] = useState(0);
  const toast = useToast();
  if (rejected.length === 0) return null;
  const copy = async () => {
    await navigator.clipboard.writeText(toCsv(['file', 'index', 'reason'], rejected.map(({ file, index, reason }) => [file, index, reason])));
    toast({ message: `${formatCount(rejected.length)} rejected records copied as CSV`, tone: 'success' });
  };
  return (
    <PageSection
      title={`Rejected records: ${formatCount(rejected.length)}`}
      description="They are left out; the others are imported."
      actions={
        <Button startIcon={<Copy size={15} aria-hidden />} onClick={() => void copy()}>
          Copy as CSV
        </Button>
      }
    >
      <Box sx={{ height: Math.min(320, 40 + rejected.length * 44), fontSize: '0.875rem' }}>
        <VirtualList
          label="Rejected records"
          rowCount={rejected.length}
          rowHeightPx={36}
          isMeasured
          activeIndex={active}
          onActiveIndexChange={setActive}
          header={
            <>
              <GridCell role="columnheader" width={widths.record} isFigure>Index</GridCell>
              <GridCell role="columnheader" width={widths.file}>File</GridCell>
              <GridCell role="columnheader" isWide>Reason</GridCell>
            </>
          }
          renderRow={(index) => <RejectedRow record={rejected[index]} />}
        />
      </Box>
    </PageSection>
  );
}

function RejectedRow({ record }: { record: RejectedRecord | undefined }) {
  if (record === undefined) return null;
  return (
    <>
      <GridCell width={widths.record} isFigure>{record.index}</GridCell>
      <GridCell width={widths.file}>{record.file}</GridCell>
      <GridCell isWide>
        <Box sx={{ fontSize: '0.875rem', lineHeight: 1.45, py: 0.25, overflowWrap: 'anywhere' }}>{record.reason}</Box>
      </GridCell>
    </>
  );
}
