/** @file What a run will take before it is started: calls, tokens, money, time, whether text leaves the machine, and what is still to be filled in. */
import { Alert, Box, Typography } from '@mui/material';
import { Globe, House, ScrollText } from 'lucide-react';
import type { RunForecast } from '#shared/contracts/run-records';
import { useCommand } from '../../../api/use-command';
import type { ValueField } from '../../../components/forms/form-fields';
import { type Fact, Facts } from '../../../components/Facts';
import { Badge } from '../../../components/Badge';
import { formatCount, formatDuration } from '../../../components/format';
import { Panel } from '../../../components/Panel';
import { slotWords } from '../table/run-columns';

export interface ForecastPanelProps {
  forecast: RunForecast | undefined;
  /** What belongs to no field. */
  problem: string | null;
  missing: readonly ValueField[];
  /** How many runs a sweep makes; 1 for one run. */
  runs: number;
}

export function ForecastPanel({ forecast, problem, missing, runs }: ForecastPanelProps) {
  return (
    <Panel title={runs > 1 ? `Forecast of ${formatCount(runs)} runs` : 'Forecast'}>
      <Box role="status" sx={{ display: 'grid', gap: 1.25 }}>
        {missing.length > 0 && (
          <Typography variant="body2" sx={{ color: 'text.secondary' }}>
            Still to be filled in: {missing.map(({ title }) => title.toLowerCase()).join(', ')}.
          </Typography>
        )}
        {problem !== null && missing.length === 0 && <Alert severity="warning">{problem}</Alert>}
        {forecast !== undefined && missing.length === 0 && <Forecasted forecast={forecast} runs={runs} />}
      </Box>
    </Panel>
  );
}

function Forecasted({ forecast, runs }: { forecast: RunForecast; runs: number }) {
  const { calls, promptTokens, replyTokens, cost, seconds, slot, isScripted, inputs, notes } = forecast;
  const times = (value: number) => formatCount(Math.round(value * runs));
  const facts: Fact[] = [
    ...(calls === undefined ? [] : [['Calls', times(calls)] as const]),
    ...(promptTokens === undefined ? [] : [['Tokens', `about ${times(promptTokens)} in, ${times(replyTokens ?? 0)} out`] as const]),
    ...(cost === undefined ? [] : [['Money', cost === 0 ? 'nothing' : `about ${(cost * runs).toFixed(2)}`] as const]),
    ...(seconds === undefined ? [] : [['Time', seconds * runs < 1 ? formatDuration(0) : `about ${formatDuration(seconds * runs)}`] as const]),
    ['Works on', slotWords[slot]],
    ...(inputs.length === 0 ? [] : [['Reads', inputs.map(({ name }) => name).join(', ')] as const]),
  ];
  return (
    <>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 0.75 }}>
        {isScripted && (
          <Badge icon={ScrollText} help="Rules stand in for language models: the result is not one of the systems studied.">
            Scripted
          </Badge>
        )}
        <WhereTextGoes forecast={forecast} />
      </Box>
      <Facts label="What it will take" facts={facts} />
      {notes.map((note) => (
        <Typography key={note} variant="body2" sx={{ color: 'text.secondary' }}>
          {note}
        </Typography>
      ))}
    </>
  );
}

function WhereTextGoes({ forecast: { inputs } }: { forecast: RunForecast }) {
  const endpoints = useCommand('endpoints.list', {}).data ?? [];
  const asked = inputs.filter(({ kind }) => kind === 'endpoint').flatMap(({ id }) => endpoints.filter((endpoint) => endpoint.id === id));
  const leaving = asked.filter(({ isLocal, isScripted }) => !isLocal && !isScripted);
  if (leaving.length === 0) {
    return (
      <Badge icon={House} help="No text is sent off this machine or your own network.">
        Stays here
      </Badge>
    );
  }
  return (
    <Badge icon={Globe} help={`Dialogues are sent to ${leaving.map(({ name }) => name).join(', ')}.`}>
      {`Text leaves this machine: ${leaving.map(({ name }) => name).join(', ')}`}
    </Badge>
  );
}
