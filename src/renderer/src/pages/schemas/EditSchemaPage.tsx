/** @file Answers: how shall this schema of one's own read? A new one, empty or after another, or the next version of one that is there. */
import { Button, Skeleton } from '@mui/material';
import { Link, useParams, useSearchParams } from 'react-router';
import { useCommand } from '../../api/use-command';
import { paths } from '../../app/paths';
import { EmptyState, LoadState } from '../../components/LoadState';
import { PageContainer } from '../../components/PageContainer';
import { SchemaEditor } from './editor/SchemaEditor';
import { blankDraft, draftFrom, draftOf } from './schema-draft';
import { SchemasLink } from './SchemaPage';
import { changeDraftKey, fileDraftKey, newDraftKey } from './schema-places';

const help = 'People see the rubric beside the turn; language models are asked with the same words. A draft is kept until it is saved.';

export function NewSchemaPage() {
  const [params] = useSearchParams();
  const schemas = useCommand('labels.schemas', {});
  const from = params.get('from');
  const isFile = params.get('of') === 'file';
  return (
    <PageContainer title="New label schema" breadcrumb={<SchemasLink />} subtitle={help} maxWidthPx="none">
      <LoadState query={schemas} what="the label schemas" skeleton={<Skeleton variant="rounded" height={400} />}>
        {(list) => {
          const origin = list.find(({ id }) => id === from);
          if (from !== null && origin === undefined) return <EmptyState title={`There is no schema “${from}”`}>The address names none. Choose one from the list of label schemas.</EmptyState>;
          const key = isFile ? fileDraftKey : newDraftKey(from);
          return <SchemaEditor key={key} storageKey={key} begun={origin === undefined ? blankDraft() : draftFrom(origin)} schemas={list} isIdFixed={false} />;
        }}
      </LoadState>
    </PageContainer>
  );
}

export function EditSchemaPage() {
  const { schemaId = '' } = useParams();
  const schemas = useCommand('labels.schemas', {});
  const found = schemas.data?.find(({ id }) => id === schemaId);
  return (
    <PageContainer title={found === undefined ? 'Label schema' : `Change ${found.name}`} breadcrumb={<SchemasLink />} subtitle={help} maxWidthPx="none">
      <LoadState query={schemas} what="this label schema" skeleton={<Skeleton variant="rounded" height={400} />}>
        {(list) => {
          if (found === undefined) return <EmptyState title={`There is no schema “${schemaId}”`}>The address names none. Choose one from the list of label schemas.</EmptyState>;
          if (found.isBuiltIn) {
            return (
              <EmptyState title="It is built in and stays as it is" action={<Button variant="contained" component={Link} to={paths.newSchema(found.id)}>Make your own from this</Button>}>
                Labels of different laboratories can be compared because it never changes.
              </EmptyState>
            );
          }
          return <SchemaEditor key={`${found.id} ${found.version}`} storageKey={changeDraftKey(found.id)} begun={draftOf(found)} schemas={list} isIdFixed />;
        }}
      </LoadState>
    </PageContainer>
  );
}
