/** @file Answers: what does this schema ask of a turn, by which words, and which labels were made by it? */
import { Box, Button, Link, MenuItem, Skeleton, TextField } from '@mui/material';
import { CopyPlus, Pencil, Sparkles } from 'lucide-react';
import { Link as RouterLink, useParams, useSearchParams } from 'react-router';
import type { Output } from '#shared/contracts/index';
import type { LabelSchema } from '#shared/domain/label-schema';
import { useCommand } from '../../api/use-command';
import { paths } from '../../app/paths';
import { Badge } from '../../components/Badge';
import { type Fact, Facts } from '../../components/Facts';
import { formatDate, formatDateTime } from '../../components/format';
import { LoadState } from '../../components/LoadState';
import { PageContainer } from '../../components/PageContainer';
import { Panel } from '../../components/Panel';
import { SchemaMenu } from './SchemaMenu';
import { SchemaRubric } from './SchemaRubric';

type Versions = Output<'labels.schemaVersions'>;

export function SchemaPage() {
  const { schemaId = '' } = useParams();
  const versions = useCommand('labels.schemaVersions', { id: schemaId });
  const [newest] = versions.data ?? [];
  if (versions.data !== undefined && newest !== undefined) return <OneSchema key={schemaId} versions={versions.data} newest={newest} />;
  return (
    <PageContainer title="Label schema" breadcrumb={<SchemasLink />}>
      <LoadState query={versions} what="this label schema" skeleton={<Skeleton variant="rounded" height={360} />}>
        {() => null}
      </LoadState>
    </PageContainer>
  );
}

export function SchemasLink() {
  return (
    <Link component={RouterLink} to={paths.schemas}>
      Label schemas
    </Link>
  );
}

function OneSchema({ versions, newest }: { versions: Versions; newest: Versions[number] }) {
  const [params, setParams] = useSearchParams();
  const shown = versions.find(({ schema }) => String(schema.version) === params.get('version')) ?? newest;
  const { schema } = shown;
  const isBuiltIn = shown.createdAt === null;
  return (
    <PageContainer
      title={schema.name}
      titleExtra={isBuiltIn && <Badge help="It came with Solace and stays as it is; make your own from it.">Built in</Badge>}
      breadcrumb={<SchemasLink />}
      subtitle={schema.description === '' ? undefined : schema.description}
      maxWidthPx={1480}
      actions={
        <>
          <Button variant="contained" component={RouterLink} to={paths.newRun('annotate')} startIcon={<Sparkles size={16} aria-hidden />}>
            Annotate a corpus
          </Button>
          <Button variant="outlined" component={RouterLink} to={isBuiltIn ? paths.newSchema(schema.id) : paths.changeSchema(schema.id)} startIcon={isBuiltIn ? <CopyPlus size={16} aria-hidden /> : <Pencil size={16} aria-hidden />}>
            {isBuiltIn ? 'Make your own from this' : 'Change'}
          </Button>
          <SchemaMenu schema={schema} isBuiltIn={isBuiltIn} />
        </>
      }
    >
      <Box sx={{ display: 'grid', gridTemplateColumns: { xs: 'minmax(0, 1fr)', lg: 'minmax(0, 1fr) 320px' }, gap: 3, alignItems: 'start' }}>
        <SchemaRubric schema={schema} />
        <Box sx={{ display: 'grid', gap: 2 }}>
          <Panel title="About">
            {versions.length > 1 && <VersionSelect versions={versions} shown={schema.version} onChoose={(version) => setParams(version === newest.schema.version ? {} : { version: String(version) })} />}
            <Facts label="About the schema" facts={factsOf(shown)} />
          </Panel>
          <WhereUsed id={schema.id} />
        </Box>
      </Box>
    </PageContainer>
  );
}

function VersionSelect({ versions, shown, onChoose }: { versions: Versions; shown: number; onChoose: (version: number) => void }) {
  return (
    <TextField select fullWidth label="Version" value={shown} onChange={(event) => onChoose(Number(event.target.value))} sx={{ mt: 0.5, mb: 1.5 }}>
      {versions.map(({ schema, createdAt }, index) => (
        <MenuItem key={schema.version} value={schema.version}>
          {`${schema.version}${createdAt === null ? '' : `, ${formatDate(createdAt)}`}${index === 0 ? ', the newest' : ''}`}
        </MenuItem>
      ))}
    </TextField>
  );
}

function factsOf({ schema, createdAt }: Versions[number]): Fact[] {
  return [['Id', <code key="id">{schema.id}</code>], ['Version', schema.version], ...(createdAt === null ? [] : [['Saved', formatDateTime(createdAt)] satisfies Fact]), ['Asked in', passWords(schema)]];
}

function passWords({ passes, fields }: LabelSchema): string {
  const titles = new Map(fields.map(({ id, title }) => [id, title]));
  return passes.map((pass) => `${pass.title} (${pass.fields.map((id) => titles.get(id) ?? id).join(', ')})`).join('; ');
}

function WhereUsed({ id }: { id: LabelSchema['id'] }) {
  const sets = useCommand('labels.list', {});
  return (
    <Panel title="Where it was used">
      <LoadState query={sets} what="the label sets" skeleton={<Skeleton variant="rounded" height={60} />}>
        {(list) => {
          const uses = list.filter(({ schema }) => schema.id === id);
          if (uses.length === 0) return <>Nowhere yet. Choose it as the label schema of an annotation run.</>;
          return (
            <Box component="ul" sx={{ m: 0, p: 0, listStyle: 'none', display: 'grid', gap: 0.75 }}>
              {uses.map((set) => (
                <li key={set.id}>
                  <Link component={RouterLink} to={paths.labelSet(set.id)}>
                    {set.name}
                  </Link>
                  <Box component="span" sx={{ display: 'block', color: 'text.secondary', fontSize: '0.8125rem' }}>{`${set.corpusName} · version ${set.schema.version} · ${formatDate(set.createdAt)}`}</Box>
                </li>
              ))}
            </Box>
          );
        }}
      </LoadState>
    </Panel>
  );
}
