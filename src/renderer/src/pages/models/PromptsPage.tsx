/** @file Answers: what may a language model be asked to be, and with which words is it asked? */
import { Box, Link, Skeleton } from '@mui/material';
import { FileText } from 'lucide-react';
import { Link as RouterLink } from 'react-router';
import type { PromptSummary, RoleInfo } from '#shared/contracts/prompts';
import { useCommand } from '../../api/use-command';
import { paths } from '../../app/paths';
import { Badge } from '../../components/Badge';
import { type Column, DataTable } from '../../components/DataTable';
import { formatCount } from '../../components/format';
import { EmptyState, LoadState } from '../../components/LoadState';
import { ModelsFrame } from './ModelsFrame';

interface RoleRow {
  readonly info: RoleInfo;
  readonly current: PromptSummary | undefined;
}

export function PromptsPage() {
  const roles = useCommand('prompts.roles', {});
  const prompts = useCommand('prompts.list', {});
  const rows = roles.data?.map((info): RoleRow => ({ info, current: prompts.data?.find(({ role }) => role === info.role) }));
  return (
    <ModelsFrame title="Prompts" subtitle="One template a role. Every call keeps the hash of the version it was asked with, so an old result can always be traced to its words.">
      <LoadState
        query={{ ...roles, data: rows }}
        what="the roles"
        skeleton={<Skeleton variant="rounded" height={240} />}
        isEmpty={(list) => list.length === 0}
        empty={
          <EmptyState icon={<FileText size={28} aria-hidden />} title="No role is known">
            The templates that ship with Solace are missing; the page Settings says more.
          </EmptyState>
        }
      >
        {(list) => <DataTable label="Roles" columns={columns} rows={list} rowKey={({ info }) => info.role} />}
      </LoadState>
    </ModelsFrame>
  );
}

const columns: readonly Column<RoleRow>[] = [
  {
    key: 'title',
    label: 'Role',
    value: ({ info }) => info.title,
    render: ({ info }) => (
      <Link component={RouterLink} to={paths.prompt(info.role)} sx={{ fontWeight: 550 }}>
        {info.title}
      </Link>
    ),
  },
  { key: 'description', label: 'What it does', value: ({ info }) => info.description, render: ({ info }) => <Box sx={{ maxWidth: '70ch' }}>{info.description}</Box> },
  {
    key: 'version',
    label: 'In use',
    value: ({ current }) => current?.version ?? null,
    render: ({ current }) =>
      current === undefined ? '' : current.isShipped ? (
        <Badge help="As it came with Solace.">Shipped</Badge>
      ) : (
        <Badge help="Written in this workspace.">{`Own, version ${current.version}`}</Badge>
      ),
  },
  { key: 'calls', label: 'Calls', isFigure: true, value: ({ current }) => current?.calls ?? 0, render: ({ current }) => formatCount(current?.calls ?? 0) },
];
