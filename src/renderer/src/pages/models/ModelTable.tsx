/** @file The registered models: size, type, whether their files are all there, and what can be done with each. */
import { Box, Button, Tooltip, Typography } from '@mui/material';
import { CircleAlert, CircleCheck } from 'lucide-react';
import type { RegisteredModel } from '#shared/contracts/models';
import { type Column, DataTable } from '../../components/DataTable';
import { formatBytes, formatCount } from '../../components/format';
import { ModelMenu } from './ModelMenu';

export function ModelTable({ models, onTry }: { models: readonly RegisteredModel[]; onTry: (model: RegisteredModel) => void }) {
  const columns: readonly Column<RegisteredModel>[] = [
    ...facts,
    {
      key: 'actions',
      label: 'Actions',
      value: () => null,
      isActions: true,
      width: 120,
      render: (model) => (
        <Box sx={{ display: 'flex', justifyContent: 'flex-end', gap: 0.5 }}>
          {model.kind === 'decoder' && (
            <Button onClick={() => onTry(model)} disabled={model.state !== 'ready'} aria-label={`Try ${model.name}`}>
              Try
            </Button>
          )}
          <ModelMenu model={model} />
        </Box>
      ),
    },
  ];
  return <DataTable label="Models" columns={columns} rows={models} rowKey={(model) => model.id} />;
}

const facts: readonly Column<RegisteredModel>[] = [
  {
    key: 'name',
    label: 'Name',
    value: (model) => model.name,
    render: (model) => (
      <Box sx={{ minWidth: 160 }}>
        <Box sx={{ fontWeight: 550, overflowWrap: 'anywhere' }}>{model.name}</Box>
        <Typography variant="caption" sx={{ color: 'text.secondary' }}>
          {model.folderName}
        </Typography>
      </Box>
    ),
  },
  { key: 'family', label: 'Family', value: (model) => model.family, render: (model) => `${model.family}, ${model.kind}` },
  { key: 'parameters', label: 'Parameters', isFigure: true, value: (model) => model.parameters, render: (model) => shortCount(model.parameters) },
  { key: 'dtype', label: 'Stored as', value: (model) => model.dtype },
  { key: 'context', label: 'Context', isFigure: true, value: (model) => model.contextLength, render: (model) => formatCount(model.contextLength) },
  { key: 'size', label: 'Files', isFigure: true, value: sizeOf, render: (model) => formatBytes(sizeOf(model)) },
  { key: 'state', label: 'State', value: (model) => model.state, render: (model) => <ModelState model={model} /> },
];

function ModelState({ model }: { model: RegisteredModel }) {
  const isReady = model.state === 'ready';
  const Icon = isReady ? CircleCheck : CircleAlert;
  const [first, ...more] = model.problems;
  return (
    <Box sx={{ maxWidth: 320 }}>
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 0.75, color: isReady ? 'success.main' : 'error.main' }}>
        <Icon size={15} aria-hidden />
        <Box component="span" sx={{ color: 'text.primary' }}>
          {stateWords[model.state]}
        </Box>
      </Box>
      {first !== undefined && (
        <Tooltip title={more.join(' ')} describeChild>
          <Typography variant="caption" component="p" sx={{ color: 'text.secondary' }}>
            {first}
            {more.length > 0 && ` And ${more.length} more.`}
          </Typography>
        </Tooltip>
      )}
    </Box>
  );
}

const stateWords = { ready: 'Ready', missing: 'A file is missing', changed: 'A file has changed' } as const;

function sizeOf(model: RegisteredModel): number {
  return model.files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
}

/** 124.6 M says more than 124,645,632 where models are compared. */
function shortCount(count: number): string {
  if (count >= 1e9) return `${(count / 1e9).toFixed(1)} B`;
  if (count >= 1e6) return `${(count / 1e6).toFixed(1)} M`;
  return formatCount(count);
}
