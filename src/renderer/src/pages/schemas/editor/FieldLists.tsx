/** @file The fields of the draft and those derived from them, each folded until it is edited. */
import { memo, type ReactNode, useCallback, useState } from 'react';
import { Box, Button } from '@mui/material';
import { Plus } from 'lucide-react';
import { countOf } from '../../../components/format';
import { PageSection } from '../../../components/PageContainer';
import { useToast } from '../../../components/toasts/ToastProvider';
import { addDerived, addField, freshKey, moved, removeField, restoreField, without } from '../draft-edits';
import type { DerivedDraft, FieldDraft, SchemaDraft } from '../schema-draft';
import type { EditDraft } from '../use-schema-draft';
import { DerivedEditor, type DerivedEditorProps } from './DerivedEditor';
import { DraftProblem } from './DraftText';
import { FieldEditor, type FieldEditorProps } from './FieldEditor';
import { Foldable } from './Foldable';
import { ItemButtons } from './ItemButtons';
import type { PassListProps } from './PassList';

export function FieldList({ draft, edit }: PassListProps) {
  const [newKey, setNewKey] = useState<number | null>(null);
  const fresh = freshKey(draft);
  const add = () => {
    setNewKey(fresh);
    edit(addField);
  };
  return (
    <PageSection title="Fields" description="What is said of every turn of the seeker." actions={<AddButton onClick={add}>Add a field</AddButton>}>
      <DraftProblem path="fields" />
      <Items>
        {draft.fields.map((field, index) => (
          <FieldItem key={field.key} field={field} index={index} count={draft.fields.length} freshKey={fresh} isNew={field.key === newKey} edit={edit} />
        ))}
      </Items>
    </PageSection>
  );
}

interface ItemProps {
  index: number;
  count: number;
  freshKey: number;
  isNew: boolean;
  edit: EditDraft;
}

const FieldItem = memo(function FieldItem({ field, index, count, edit, ...item }: ItemProps & { field: FieldDraft }) {
  const toast = useToast();
  const { key } = field;
  const title = titleOf(field.title);
  const path = `fields.${index}`;
  const editField = useCallback<FieldEditorProps['edit']>((change) => edit((now) => ({ ...now, fields: now.fields.map((one) => (one.key === key ? { ...one, ...change(one) } : one)) })), [edit, key]);
  const remove = () =>
    edit((before) => {
      toast({ message: `${title} was removed.`, action: { label: 'Undo', isUndo: true, run: () => edit((now) => restoreField(now, key, before)) } });
      return removeField(before, key);
    });
  return (
    <Foldable
      title={title}
      note={`${field.scale}, ${countOf(field.values.length, 'value')}`}
      path={path}
      isOpenAtFirst={field.title === ''}
      buttons={<ItemButtons what={`field ${title}`} index={index} count={count} least={1} onMove={(step) => edit((now) => ({ ...now, fields: moved(now.fields, key, step) }))} onRemove={remove} />}
    >
      <FieldEditor field={field} path={path} edit={editField} {...item} />
    </Foldable>
  );
});

export function DerivedList({ draft, edit }: PassListProps) {
  const [newKey, setNewKey] = useState<number | null>(null);
  const fresh = freshKey(draft);
  const add = () => {
    setNewKey(fresh);
    edit(addDerived);
  };
  return (
    <PageSection title="Derived fields" description="Nobody is asked for these: each is the mean of ordinal fields with as many levels, mapped to a level." actions={<AddButton onClick={add}>Add a derived field</AddButton>}>
      <DraftProblem path="derived" />
      <Items>
        {draft.derived.map((field, index) => (
          <DerivedItem key={field.key} field={field} fields={draft.fields} index={index} count={draft.derived.length} freshKey={fresh} isNew={field.key === newKey} edit={edit} />
        ))}
      </Items>
    </PageSection>
  );
}

function DerivedItem({ field, fields, index, count, edit, ...item }: ItemProps & { field: DerivedDraft; fields: readonly FieldDraft[] }) {
  const toast = useToast();
  const { key } = field;
  const title = titleOf(field.title);
  const path = `derived.${index}`;
  const editField = useCallback<DerivedEditorProps['edit']>((change) => edit((now) => ({ ...now, derived: now.derived.map((one) => (one.key === key ? { ...one, ...change(one) } : one)) })), [edit, key]);
  const remove = () => {
    edit((now) => ({ ...now, derived: without(now.derived, key) }));
    toast({ message: `${title} was removed.`, action: { label: 'Undo', isUndo: true, run: () => edit((now) => withDerived(now, field, index)) } });
  };
  return (
    <Foldable
      title={title}
      note={`mean of ${countOf(field.from.length, 'field')}`}
      path={path}
      isOpenAtFirst={field.title === ''}
      buttons={<ItemButtons what={`derived field ${title}`} index={index} count={count} onMove={(step) => edit((now) => ({ ...now, derived: moved(now.derived, key, step) }))} onRemove={remove} />}
    >
      <DerivedEditor field={field} fields={fields} path={path} edit={editField} {...item} />
    </Foldable>
  );
}

function withDerived(draft: SchemaDraft, field: DerivedDraft, index: number): SchemaDraft {
  return draft.derived.some(({ key }) => key === field.key) ? draft : { ...draft, derived: draft.derived.toSpliced(index, 0, field) };
}

function titleOf(title: string): string {
  return title.trim() === '' ? 'Without a title' : title;
}

function AddButton({ onClick, children }: { onClick: () => void; children: ReactNode }) {
  return (
    <Button variant="outlined" startIcon={<Plus size={15} aria-hidden />} onClick={onClick}>
      {children}
    </Button>
  );
}

function Items({ children }: { children: ReactNode }) {
  return (
    <Box component="ol" sx={{ m: 0, p: 0, listStyle: 'none', display: 'grid', gap: 1 }}>
      {children}
    </Box>
  );
}
