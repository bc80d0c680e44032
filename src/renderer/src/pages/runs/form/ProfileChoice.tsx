/** @file Begins the options from a published profile, and shows where the present options differ from each profile, and why. */
import { useState } from 'react';
import { Accordion, AccordionDetails, AccordionSummary, Box, ToggleButton, ToggleButtonGroup, Typography } from '@mui/material';
import { ChevronDown } from 'lucide-react';
import type { RunKindInfo } from '#shared/contracts/run-records';
import type { ProfileDifference } from '#shared/contracts/run-results';
import type { Json } from '#shared/domain/json';
import type { ProfileName } from '#shared/domain/runs/run';
import { useCommand } from '../../../api/use-command';
import { type Column, DataTable } from '../../../components/DataTable';
import { countOf } from '../../../components/format';
import { jsonText } from '../../../components/json-text';
import { useSettledValue } from '../../models/use-settled-value';
import { profileWords } from '../table/run-columns';

const profileHelp: { readonly [P in ProfileName]: string } = {
  paper: 'As the paper says.',
  'authors-code': 'As the published code does, where it differs from the paper.',
  recommended: 'As we advise on an everyday machine; not the published setting.',
};

export interface ProfileChoiceProps {
  kind: RunKindInfo;
  profile: ProfileName | undefined;
  onChange: (profile: ProfileName | undefined) => void;
  /** All options as they would be. */
  config: { [key: string]: Json };
}

export function ProfileChoice({ kind, profile, onChange, config }: ProfileChoiceProps) {
  if (kind.profiles.length === 0) return null;
  return (
    <Box>
      <ToggleButtonGroup exclusive value={profile ?? 'none'} onChange={(_, next: ProfileName | 'none' | null) => next !== null && onChange(next === 'none' ? undefined : next)} aria-label="Profile">
        <ToggleButton value="none">Defaults</ToggleButton>
        {kind.profiles.map(({ name }) => (
          <ToggleButton key={name} value={name}>
            {profileWords[name]}
          </ToggleButton>
        ))}
      </ToggleButtonGroup>
      <Typography variant="caption" component="p" sx={{ mt: 0.5, mb: 1, color: 'text.secondary' }}>
        {profile === undefined ? 'Every option begins at its default.' : profileHelp[profile]} What you set yourself stays.
      </Typography>
      <Differences kind={kind} config={config} />
    </Box>
  );
}

function Differences({ kind, config }: { kind: RunKindInfo; config: { [key: string]: Json } }) {
  const [isOpen, setIsOpen] = useState(false);
  const settled = useSettledValue(config, 300);
  const differences = useCommand('runs.profileDifferences', { kind: kind.kind, config: settled }, { keepsPrevious: true });
  const rows = differences.data ?? [];
  return (
    <Accordion disableGutters variant="outlined" expanded={isOpen} onChange={(_, next) => setIsOpen(next)} slotProps={{ transition: { unmountOnExit: true } }} sx={{ borderRadius: 1.5, '&::before': { display: 'none' } }}>
      <AccordionSummary expandIcon={<ChevronDown size={16} aria-hidden />}>
        <Typography variant="body2" component="span">
          {differences.data === undefined ? 'What differs from the profiles' : rows.length === 0 ? 'These options are those of every profile' : `${countOf(rows.length, 'option')} ${rows.length === 1 ? 'differs' : 'differ'} from a profile, and why`}
        </Typography>
      </AccordionSummary>
      <AccordionDetails sx={{ pt: 0 }}>
        <DataTable label="What differs from the profiles" columns={columnsOf(kind)} rows={rows} rowKey={({ path }) => path} hasCopy={false} maxHeightPx={420} />
      </AccordionDetails>
    </Accordion>
  );
}

function columnsOf(kind: RunKindInfo): Column<ProfileDifference>[] {
  const profileValue = (row: ProfileDifference, name: ProfileName): Json | undefined => {
    const differing = row.profiles.find((one) => one.name === name);
    return differing === undefined ? kind.profiles.find((one) => one.name === name)?.options[row.path] : differing.value;
  };
  return [
    { key: 'path', label: 'Option, and why', value: ({ path }) => path, render: ({ path, decision, why }) => <Why path={path} decision={decision} why={why} /> },
    { key: 'value', label: 'Here', value: ({ value }) => jsonText(value), render: ({ value }) => <Box component="span" sx={{ fontWeight: 600 }}>{jsonText(value)}</Box> },
    ...kind.profiles.map(({ name }): Column<ProfileDifference> => ({
      key: name,
      label: profileWords[name],
      value: (row) => jsonText(profileValue(row, name)),
      render: (row) => {
        const isOther = row.profiles.some((one) => one.name === name);
        const value = profileValue(row, name);
        return value === undefined ? <Quiet>not set</Quiet> : isOther ? jsonText(value) : <Quiet>the same</Quiet>;
      },
    })),
  ];
}

function Quiet({ children }: { children: string }) {
  return (
    <Box component="span" sx={{ color: 'text.secondary' }}>
      {children}
    </Box>
  );
}

function Why({ path, decision, why }: Pick<ProfileDifference, 'path' | 'decision' | 'why'>) {
  return (
    <Box sx={{ minWidth: 150 }}>
      <Box sx={{ overflowWrap: 'anywhere' }}>{path}</Box>
      <Box sx={{ fontSize: '0.75rem', color: 'text.secondary' }}>{[decision, why].filter((part) => part !== undefined).join(' ')}</Box>
    </Box>
  );
}
