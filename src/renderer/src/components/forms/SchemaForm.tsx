/** @file A form made from a schema: what is needed stands first and open, everything else in groups that say how much of them was changed. */
import { type ReactNode, useState } from 'react';
import { Accordion, AccordionDetails, AccordionSummary, Box, Typography } from '@mui/material';
import { ChevronDown } from 'lucide-react';
import type { Json } from '#shared/domain/json';
import { countOf } from '../format';
import { allFields, type FieldGroup, type ValueField } from './form-fields';
import { ValueInput, type ValueInputProps } from './ValueInput';

export interface SchemaFormProps {
  group: FieldGroup;
  /** What holds, by path. */
  valueOf: (path: string) => Json | undefined;
  /** What holds when the person says nothing, by path. */
  usualOf: (path: string) => Json | undefined;
  isChanged: (path: string) => boolean;
  onChange: (path: string, value: Json | undefined) => void;
  /** By path. */
  problems: ReadonlyMap<string, string>;
  /** For fields whose values are chosen among things of the workspace. */
  renderPick: (props: ValueInputProps) => ReactNode;
}

export function SchemaForm({ group, ...form }: SchemaFormProps) {
  const loose = [...group.fields].sort((a, b) => rankOf(a) - rankOf(b));
  return (
    <Box sx={{ display: 'grid', gap: 1.5 }}>
      {loose.length > 0 && <Fields fields={loose} {...form} />}
      {group.groups.map((one) => (
        <Group key={one.path} group={one} {...form} />
      ))}
    </Box>
  );
}

type Form = Omit<SchemaFormProps, 'group'>;

/** What must be filled in, what is chosen, then the rest as it stands. */
function rankOf({ isRequired, picks }: ValueField): number {
  return isRequired ? 0 : picks === undefined ? 2 : 1;
}

function Group({ group, ...form }: Form & { group: FieldGroup }) {
  const fields = allFields(group);
  const changed = fields.filter(({ path }) => form.isChanged(path)).length;
  const wrong = fields.filter(({ path }) => form.problems.has(path)).length;
  const [isOpen, setIsOpen] = useState(() => fields.some(({ isRequired }) => isRequired));
  return (
    <Accordion disableGutters variant="outlined" expanded={isOpen} onChange={(_, next) => setIsOpen(next)} slotProps={{ transition: { unmountOnExit: true } }} sx={{ borderRadius: 1.5, '&::before': { display: 'none' } }}>
      <AccordionSummary expandIcon={<ChevronDown size={16} aria-hidden />}>
        <Box sx={{ display: 'flex', alignItems: 'baseline', gap: 1.5, flex: 1, pr: 1 }}>
          <Typography variant="h3" component="span">
            {group.title}
          </Typography>
          <Typography variant="caption" component="span" sx={{ color: wrong > 0 ? 'error.main' : 'text.secondary' }}>
            {wrong > 0 ? `${countOf(wrong, 'field')} to mend` : changed > 0 ? `${changed} of ${fields.length} set by you` : countOf(fields.length, 'option')}
          </Typography>
        </Box>
      </AccordionSummary>
      <AccordionDetails sx={{ display: 'grid', gap: 2 }}>
        {group.description !== undefined && <Typography variant="body2">{group.description}</Typography>}
        <Fields fields={group.fields} {...form} />
        {group.groups.map((one) => (
          <Box key={one.path} role="group" aria-label={one.title}>
            <Typography variant="caption" component="p" sx={{ m: 0, mb: 1.5, fontWeight: 600 }}>
              {one.title}
            </Typography>
            <Fields fields={allFields(one)} {...form} />
          </Box>
        ))}
      </AccordionDetails>
    </Accordion>
  );
}

function Fields({ fields, ...form }: Form & { fields: readonly ValueField[] }) {
  return (
    <Box sx={{ display: 'grid', columnGap: 2, rowGap: 2, pt: 0.75, gridTemplateColumns: 'repeat(auto-fill, minmax(min(100%, 240px), 1fr))', alignItems: 'start' }}>
      {fields.map((field) => {
        const { path } = field;
        const props: ValueInputProps = { field, value: form.valueOf(path), usual: form.usualOf(path), onChange: (value) => form.onChange(path, value), problem: form.problems.get(path) ?? null };
        return <Box key={path} sx={field.kind === 'list' ? { gridColumn: '1 / -1' } : { minWidth: 0 }}>{field.picks === undefined ? <ValueInput {...props} /> : form.renderPick(props)}</Box>;
      })}
    </Box>
  );
}
