/** @file The form of a new run: profile, options, one run or a sweep, what it is called, and the forecast beside. What is typed survives a reload. */
import { useMemo, useState } from 'react';
import { Alert, Box, Button, ToggleButton, ToggleButtonGroup, Typography } from '@mui/material';
import { Play, RotateCcw } from 'lucide-react';
import { useNavigate } from 'react-router';
import type { RunKindInfo, RunRow } from '#shared/contracts/run-records';
import type { Json } from '#shared/domain/json';
import { expandSweep } from '#shared/domain/runs/sweep-plan';
import { useCommand, useMutate } from '../../../api/use-command';
import { paths } from '../../../app/paths';
import { allFields, readGroup, type Schema } from '../../../components/forms/form-fields';
import { SchemaForm } from '../../../components/forms/SchemaForm';
import { KeyHint } from '../../../components/keyboard/KeyHint';
import { useShortcuts } from '../../../components/keyboard/KeyboardProvider';
import { Panel } from '../../../components/Panel';
import { useToast } from '../../../components/toasts/ToastProvider';
import { useStoredState } from '../../../components/use-stored-state';
import { useSettledValue } from '../../models/use-settled-value';
import { AboutFields } from './AboutFields';
import { ForecastPanel } from './ForecastPanel';
import { PickInput } from './PickInput';
import { ProfileChoice } from './ProfileChoice';
import { RunDraft, sentConfig, usualOptions, wholeConfig, withOption } from './run-draft';
import { localProblems, workbenchProblems } from './run-problems';
import { seedProblem } from './seed';
import { planSweep } from './sweep-draft';
import { SweepFields } from './SweepFields';

export interface RunFormProps {
  kind: RunKindInfo;
  /** Under which what is typed is kept. */
  storageKey: string;
  initial: RunDraft;
}

export function RunForm({ kind, storageKey, initial }: RunFormProps) {
  const [draft, setDraft, forgetDraft] = useStoredState(`solace.draft.run.${storageKey}`, RunDraft, initial);
  const [wasTried, setWasTried] = useState(false);
  const edit = (changes: Partial<RunDraft>) => setDraft({ ...draft, ...changes });
  const form = useFormState(kind, draft);
  const start = useStart({ onStarted: forgetDraft });
  const { planned, local } = form;
  const isSweep = draft.mode === 'sweep';
  const canStart = local.atFields.size === 0 && (isSweep ? !('problem' in planned) : seedProblem(draft.seed) === null) && !start.isPending;
  const submit = () => {
    setWasTried(true);
    if (!canStart) return;
    const about = { kind: kind.kind, config: sentConfig(draft), tags: draft.tags, notes: draft.notes, needs: draft.needs, ...(draft.profile !== undefined && { profile: draft.profile }), ...(draft.name.trim() !== '' && { name: draft.name }) };
    if (isSweep && !('problem' in planned)) start.sweep({ ...about, plan: planned.plan });
    else start.one({ ...about, seed: Number(draft.seed) });
  };
  useShortcuts('New run', [{ keys: 'Mod+Enter', label: 'Start', run: submit }]);
  const problems = new Map([...form.atWorkbench, ...local.atFields].filter(([path]) => wasTried || !local.missing.some((field) => field.path === path)));
  return (
    <Box sx={{ display: 'grid', gap: 3, gridTemplateColumns: { xs: 'minmax(0, 1fr)', md: 'minmax(0, 1fr) 340px' }, alignItems: 'start' }}>
      <Box sx={{ display: 'grid', gap: 2.5, minWidth: 0 }}>
        <Panel title="Profile">
          <ProfileChoice kind={kind} profile={draft.profile} onChange={(profile) => setDraft(withProfile(draft, profile))} config={form.config} />
        </Panel>
        <Panel title="Options">
          <SchemaForm
            group={form.group}
            valueOf={form.valueOf}
            usualOf={form.usualOf}
            isChanged={(path) => Object.hasOwn(draft.options, path)}
            onChange={(path, value) => setDraft(withOption(draft, path, value))}
            problems={problems}
            renderPick={(input) => <PickInput {...input} corpus={form.pickedNear(input.field.path, 'corpus')} split={form.pickedNear(input.field.path, 'split')} />}
          />
        </Panel>
        <Panel title="How many">
          <ToggleButtonGroup exclusive value={draft.mode} onChange={(_, mode: RunDraft['mode'] | null) => mode !== null && edit({ mode })} aria-label="How many" sx={{ mb: isSweep ? 2 : 0 }}>
            <ToggleButton value="one">One run</ToggleButton>
            <ToggleButton value="sweep">A sweep</ToggleButton>
          </ToggleButtonGroup>
          {isSweep && <SweepFields value={draft.sweep} onChange={(sweep) => edit({ sweep })} fields={form.fields} planned={planned} />}
        </Panel>
        <Panel title="About it">
          <AboutFields draft={draft} edit={edit} />
        </Panel>
      </Box>
      <Box sx={{ position: { md: 'sticky' }, top: 16, display: 'grid', gap: 1.5 }}>
        <ForecastPanel forecast={form.forecast} problem={form.restProblem} missing={local.missing} runs={isSweep && !('problem' in planned) ? planned.runs : 1} />
        {start.error !== null && <Alert severity="error">{start.error.message}</Alert>}
        {wasTried && local.missing.length > 0 && (
          <Typography variant="body2" role="alert" sx={{ color: 'error.main' }}>
            Not started: some fields are still empty.
          </Typography>
        )}
        <Button variant="contained" size="medium" onClick={submit} disabled={start.isPending} startIcon={<Play size={16} aria-hidden />} endIcon={<Box component="span" aria-hidden sx={{ display: 'inline-flex', '& kbd': { color: 'text.primary' } }}><KeyHint keys="Mod+Enter" /></Box>}>
          {isSweep && !('problem' in planned) ? `Start ${planned.runs} runs` : 'Start'}
        </Button>
        <Button startIcon={<RotateCcw size={15} aria-hidden />} onClick={() => setDraft(initial)}>
          Begin again
        </Button>
      </Box>
    </Box>
  );
}

/** A profile is a fresh beginning for the options that it sets; what it does not mention stays as the person had it. */
function withProfile(draft: RunDraft, profile: RunDraft['profile']): RunDraft {
  const { profile: _before, ...rest } = draft;
  return profile === undefined ? rest : { ...rest, profile };
}

function useFormState(kind: RunKindInfo, draft: RunDraft) {
  const group = useMemo(() => readGroup(kind.schema as Schema), [kind]);
  const fields = useMemo(() => allFields(group), [group]);
  const usual = useMemo(() => usualOptions(kind, draft.profile), [kind, draft.profile]);
  const valueOf = (path: string): Json | undefined => (Object.hasOwn(draft.options, path) ? draft.options[path] : usual[path]);
  const varied = draft.mode === 'sweep' && draft.sweep.search !== 'seeds' ? draft.sweep.parameters.map(({ path }) => path) : [];
  const local = localProblems(fields.filter(({ path }) => !varied.includes(path)), valueOf);
  const planned = planSweep(draft.sweep, fields);
  const first = varied.length > 0 && !('problem' in planned) ? expandSweep(planned.plan)[0]?.parameters : undefined;
  const request = { kind: kind.kind, config: sentConfig({ options: { ...draft.options, ...first } }), ...(draft.profile !== undefined && { profile: draft.profile }) };
  const asked = useSettledValue(JSON.stringify(request), 350);
  const canAsk = local.atFields.size === 0 && (varied.length === 0 || first !== undefined);
  const forecast = useCommand('runs.forecast', JSON.parse(asked) as typeof request, { isEnabled: canAsk, keepsPrevious: true });
  const atWorkbench = workbenchProblems(forecast.error, fields);
  return {
    group,
    fields,
    valueOf,
    usualOf: (path: string) => usual[path],
    config: useMemo(() => wholeConfig(kind, { options: draft.options, ...(draft.profile !== undefined && { profile: draft.profile }) }), [kind, draft.options, draft.profile]),
    local,
    planned,
    forecast: forecast.error === null && canAsk ? forecast.data : undefined,
    atWorkbench: atWorkbench.atFields,
    restProblem: atWorkbench.rest,
    /** The value of the nearest field that names such a thing. */
    pickedNear: (path: string, picks: string): Json | undefined => {
      const found = fields.filter((field) => field.picks === picks).toSorted((a, b) => sharedLength(b.path, path) - sharedLength(a.path, path))[0];
      return found === undefined ? undefined : valueOf(found.path);
    },
  };
}

function sharedLength(a: string, b: string): number {
  const parts = b.split('.');
  return a.split('.').findIndex((part, index) => part !== parts[index]);
}

function useStart({ onStarted }: { onStarted: () => void }) {
  const navigate = useNavigate();
  const toast = useToast();
  const onDone = ({ id, name }: RunRow) => {
    onStarted();
    toast({ message: `Queued ${name}.`, tone: 'success' });
    void navigate(paths.run(id));
  };
  const one = useMutate('runs.start', { onDone });
  const sweep = useMutate('runs.sweep', { onDone });
  return { one: one.mutate, sweep: sweep.mutate, isPending: one.isPending || sweep.isPending, error: one.error ?? sweep.error };
}
