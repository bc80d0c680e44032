/** @file A text of the draft with what is wrong with it below: once the person has left it, or has tried to save. */
import { memo, useCallback, useState } from 'react';
import { TextField, type TextFieldProps, Typography } from '@mui/material';
import { useProblems } from './problems';

type Look = Pick<TextFieldProps, 'multiline' | 'minRows' | 'maxRows' | 'sx' | 'autoFocus'>;

export interface DraftTextProps extends Look {
  label: string;
  /** Where it stands in the schema, e.g. "fields.0.title". */
  path: string;
  value: string;
  help?: string;
  isFixed?: boolean;
  onChange: (value: string) => void;
}

export function DraftText({ path, ...text }: DraftTextProps) {
  const { all, attempts } = useProblems();
  const [isLeft, setIsLeft] = useState(false);
  const leave = useCallback(() => setIsLeft(true), []);
  return <Text {...text} problem={isLeft || attempts > 0 ? all.get(path) : undefined} onLeave={leave} />;
}

interface TextProps extends Omit<DraftTextProps, 'path'> {
  problem: string | undefined;
  onLeave: () => void;
}

/** Drawn anew for what concerns it only: every letter checks the whole draft, and a schema has hundreds of texts. */
const Text = memo(function Text({ label, value, help, problem, isFixed = false, onChange, onLeave, ...look }: TextProps) {
  return <TextField {...look} label={label} value={value} onChange={(event) => onChange(event.target.value)} onBlur={onLeave} error={problem !== undefined} helperText={problem ?? help} slotProps={{ htmlInput: { readOnly: isFixed } }} />;
});

/** What is wrong with a list or a choice. */
export function DraftProblem({ path }: { path: string }) {
  const problem = useProblems().all.get(path);
  if (problem === undefined) return null;
  return (
    <Typography variant="caption" component="p" role="alert" sx={{ m: 0, color: 'error.main' }}>
      {problem}
    </Typography>
  );
}
