/** @file Answers: what can a turn be labelled with here, in which version, and where was each schema used? */
import { useState } from 'react';
import { Alert, Box, Button, Link, Skeleton } from '@mui/material';
import { FileUp, Plus } from 'lucide-react';
import { Link as RouterLink, useNavigate } from 'react-router';
import type { Output } from '#shared/contracts/index';
import type { LabelSet } from '#shared/contracts/labels';
import { useCommand } from '../../api/use-command';
import { paths } from '../../app/paths';
import { Badge } from '../../components/Badge';
import { type Column, DataTable } from '../../components/DataTable';
import { countOf, formatCount } from '../../components/format';
import { LoadState } from '../../components/LoadState';
import { type TextFile, TextFileButton } from '../../components/TextFileButton';
import { AnnotateFrame } from '../labels/AnnotateFrame';
import { draftOf } from './schema-draft';
import { readSchemaFile } from './schema-file';
import { SchemaMenu } from './SchemaMenu';
import { fileDraftKey } from './schema-places';
import { keepDraft } from './use-schema-draft';

const mostBytes = 4 * 1024 ** 2;

type Schema = Output<'labels.schemas'>[number];

export function SchemasPage() {
  const navigate = useNavigate();
  const schemas = useCommand('labels.schemas', {});
  const sets = useCommand('labels.list', {});
  const [problem, setProblem] = useState<string | null>(null);
  const take = (file: TextFile) => {
    const read = readSchemaFile(file);
    if ('problem' in read) return setProblem(read.problem);
    keepDraft(fileDraftKey, draftOf(read.schema));
    return void navigate(paths.schemaFromFile);
  };
  const actions = (
    <>
      <Button variant="contained" component={RouterLink} to={paths.newSchema()} startIcon={<Plus size={16} aria-hidden />}>
        New schema
      </Button>
      <TextFileButton icon={<FileUp size={16} aria-hidden />} accept=".json" mostBytes={mostBytes} onFile={take} onFail={setProblem}>
        Open a file
      </TextFileButton>
    </>
  );
  return (
    <AnnotateFrame title="Label schemas" subtitle="What is labelled, on which scales, by which rubric. People and language models judge by the same words." actions={actions}>
      {problem !== null && (
        <Alert severity="error" onClose={() => setProblem(null)} sx={{ mb: 2 }}>
          {problem}
        </Alert>
      )}
      <LoadState query={schemas} what="the label schemas" skeleton={<Skeleton variant="rounded" height={160} />}>
        {(list) => <DataTable label="Label schemas" columns={columnsOf(sets.data ?? [])} rows={list} rowKey={({ id }) => id} />}
      </LoadState>
    </AnnotateFrame>
  );
}

function columnsOf(sets: readonly LabelSet[]): Column<Schema>[] {
  const usesOf = ({ id }: Schema): LabelSet[] => sets.filter(({ schema }) => schema.id === id);
  return [
    {
      key: 'name',
      label: 'Name',
      value: ({ name }) => name,
      render: ({ id, name, isBuiltIn }) => (
        <Box sx={{ display: 'flex', alignItems: 'center', flexWrap: 'wrap', gap: 1, minWidth: 160 }}>
          <Link component={RouterLink} to={paths.schema(id)} sx={{ fontWeight: 550, overflowWrap: 'anywhere' }}>
            {name}
          </Link>
          {isBuiltIn && <Badge help="It came with Solace and stays as it is; make your own from it.">Built in</Badge>}
        </Box>
      ),
    },
    { key: 'id', label: 'Id', value: ({ id }) => id, render: ({ id }) => <code>{id}</code> },
    { key: 'version', label: 'Version', isFigure: true, value: ({ version }) => version },
    { key: 'fields', label: 'Fields', value: (schema) => fieldsOf(schema), render: (schema) => <Box sx={{ maxWidth: 420 }}>{fieldsOf(schema)}</Box> },
    { key: 'sets', label: 'Label sets', isFigure: true, value: (schema) => usesOf(schema).length, render: (schema) => formatCount(usesOf(schema).length) },
    { key: 'corpora', label: 'Corpora', value: (schema) => corporaOf(usesOf(schema)) },
    { key: 'actions', label: 'Actions', value: () => null, isActions: true, width: 44, render: ({ isBuiltIn, ...schema }) => <SchemaMenu schema={schema} isBuiltIn={isBuiltIn} /> },
  ];
}

function fieldsOf({ fields, derived }: Schema): string {
  return [...fields, ...derived].map(({ title }) => title).join(', ');
}

/** A few by name, the rest by number. */
function corporaOf(sets: readonly LabelSet[]): string {
  const names = [...new Set(sets.map(({ corpusName }) => corpusName))];
  return names.length <= 3 ? names.join(', ') : `${names.slice(0, 2).join(', ')} and ${countOf(names.length - 2, 'more', 'more')}`;
}
