/** @file The seeker's state as the planner sees it, each aspect with how much it weighed, and open to be changed. */
import type { ReactNode } from 'react';
import { Box, MenuItem, TextField, Typography } from '@mui/material';
import type { PlannerPrediction, StateChange } from '#shared/contracts/planner';
import type { Aspect, PlannerState } from '#shared/domain/planner';
import { behaviours, stagesOfChange } from '#shared/domain/state-labels';
import { formatShare, sentenceCase } from '../../components/format';

const degrees = [1, 2, 3, 4, 5] as const;

interface StateEditorProps {
  state: PlannerState;
  attention: PlannerPrediction['attention'];
  onChange: (change: StateChange) => void;
}

export function StateEditor({ state, attention, onChange }: StateEditorProps) {
  return (
    <Box sx={{ display: 'grid', gap: 1.5 }}>
      <AspectRow aspect="emotion" attention={attention}>
        <Choice label="Emotion intensity" value={state.emotionIntensity} options={degrees} onChange={(emotionIntensity) => onChange({ emotionIntensity })} />
      </AspectRow>
      <AspectRow aspect="trust" attention={attention}>
        <Choice label="Trust" value={state.trust} options={degrees} onChange={(trust) => onChange({ trust })} />
      </AspectRow>
      <AspectRow aspect="stage" attention={attention}>
        <Choice label="Stage of change" value={state.stageOfChange} options={stagesOfChange} onChange={(stageOfChange) => onChange({ stageOfChange })} />
      </AspectRow>
      <AspectRow aspect="behaviour" attention={attention}>
        <Choice label="Behaviour" value={state.behaviour} options={behaviours} onChange={(behaviour) => onChange({ behaviour })} />
      </AspectRow>
    </Box>
  );
}

function AspectRow({ aspect, attention, children }: { aspect: Aspect; attention: PlannerPrediction['attention']; children: ReactNode }) {
  const weight = attention?.[aspect];
  return (
    <Box sx={{ display: 'grid', gridTemplateColumns: 'minmax(0, 210px) minmax(0, 1fr) 56px', gap: 1.5, alignItems: 'center' }}>
      {children}
      <Box aria-hidden sx={{ height: 8, borderRadius: 1, backgroundColor: 'sunken', overflow: 'hidden' }}>
        <Box sx={{ width: `${(weight ?? 0) * 100}%`, height: '100%', backgroundColor: 'primary.main' }} />
      </Box>
      <Typography variant="body2" className="figures" sx={{ textAlign: 'right' }} aria-label={weight === undefined ? undefined : `attention on ${aspect}`}>
        {weight === undefined ? '' : formatShare(weight)}
      </Typography>
    </Box>
  );
}

interface ChoiceProps<Value extends string | number> {
  label: string;
  value: Value;
  options: readonly Value[];
  onChange: (value: Value) => void;
}

function Choice<Value extends string | number>({ label, value, options, onChange }: ChoiceProps<Value>) {
  return (
    <TextField
      select
      size="small"
      label={label}
      value={String(value)}
      onChange={(event) => {
        const chosen = options.find((option) => String(option) === event.target.value);
        if (chosen !== undefined) onChange(chosen);
      }}
    >
      {options.map((option) => (
        <MenuItem key={option} value={String(option)}>
          {sentenceCase(String(option))}
        </MenuItem>
      ))}
    </TextField>
  );
}
