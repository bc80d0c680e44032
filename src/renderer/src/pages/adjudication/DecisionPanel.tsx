/** @file What is right, by one key: the value, before it why people erred and a comment if any. Confirms what was decided and spoken against since. */
import { useRef, useState } from 'react';
import { Alert, Box, Button, ButtonBase, TextField, ToggleButton, ToggleButtonGroup, Tooltip, Typography } from '@mui/material';
import { Award, Check } from 'lucide-react';
import type { AdjudicationItem } from '#shared/contracts/adjudication';
import type { Campaign } from '#shared/contracts/campaigns';
import type { LabelField } from '#shared/domain/label-schema';
import { ErrorType } from '#shared/domain/review/decisions';
import { newDecisionId } from '../../api/new-decision-id';
import { useMutate } from '../../api/use-command';
import { formatDateTime } from '../../components/format';
import { KeyHint } from '../../components/keyboard/KeyHint';
import { useShortcuts } from '../../components/keyboard/KeyboardProvider';
import { errorTypeWords, goldSourceWords } from '../campaigns/campaign-words';
import { mostValueKeys } from '../review/review-keys';
import { valueWord } from '../review/review-words';

export interface DecisionPanelProps {
  campaign: Campaign;
  item: AdjudicationItem;
  field: LabelField;
  judged: AdjudicationItem['fields'][number];
  onDone: () => void;
}

/** By place: ambiguous, gap, slip, edge, subjective. */
const errorKeys = ['q', 'w', 'r', 't', 'y'];

export function DecisionPanel({ campaign, item, field, judged, onDone }: DecisionPanelProps) {
  const { gold, candidates } = judged;
  const [errorType, setErrorType] = useState<ErrorType | null>(gold?.errorType ?? null);
  const [comment, setComment] = useState(gold?.comment ?? '');
  const commentField = useRef<HTMLTextAreaElement>(null);
  const decide = useMutate('adjudication.decide', { onDone });
  const give = (value: string | undefined) => {
    if (value === undefined || decide.isPending) return;
    decide.mutate({ campaignId: campaign.id, decisionId: newDecisionId(), itemId: item.itemId, revision: item.revision, decisions: [{ field: field.id, value, errorType, comment: comment.trim() }] });
  };
  const toggleError = (type: ErrorType | undefined) => type !== undefined && setErrorType(errorType === type ? null : type);
  const commonest = commonestOf(candidates);
  useShortcuts('Adjudicating', [
    ...field.values.slice(0, mostValueKeys).map(({ title }, index) => ({ keys: String((index + 1) % 10), label: `Decide: ${title}`, run: () => give(field.values[index]?.value) })),
    { keys: 'm', label: 'Decide what most people say', run: () => give(commonest) },
    ...(gold === null ? [] : [{ keys: 'c', label: 'Confirm the gold', run: () => give(gold.value) }]),
    ...ErrorType.options.map((type, index) => ({ keys: errorKeys[index] ?? '', label: `Why: ${errorTypeWords[type].word}`, run: () => toggleError(type) })),
    { keys: '/', label: 'Write a comment', run: () => commentField.current?.focus() },
  ]);
  return (
    <Box component="section" aria-label="Decision" sx={{ display: 'grid', gap: 1.25 }}>
      {gold !== null && <Standing field={field} gold={gold} onConfirm={() => give(gold.value)} />}
      {decide.error !== null && <Alert severity="error">{decide.error.message} Nothing was stored; your choice can be made again.</Alert>}
      <Box role="group" aria-label={`Decide ${field.title}`} sx={{ display: 'grid', gap: 0.25, mx: -1 }}>
        {field.values.map(({ value, description }, index) => {
          const votes = candidates.filter((candidate) => candidate.kind === 'person' && candidate.value === value).length;
          return (
            <ButtonBase key={value} disabled={decide.isPending} onClick={() => give(value)} aria-pressed={gold?.value === value} sx={{ display: 'grid', gridTemplateColumns: '26px minmax(0, 1fr) auto', columnGap: 1, alignItems: 'center', textAlign: 'left', px: 1, py: 0.5, borderRadius: 1, border: 1, borderColor: gold?.value === value ? 'primary.main' : 'transparent', '&:hover': { backgroundColor: 'sunken' }, '&:focus-visible': { outlineOffset: -2 } }}>
              <span>{index < mostValueKeys && <KeyHint keys={String((index + 1) % 10)} />}</span>
              <Tooltip title={description} placement="left" describeChild>
                <Typography component="span" variant="body2" sx={{ fontWeight: 550 }}>
                  {valueWord(field, value)}
                </Typography>
              </Tooltip>
              <Typography component="span" variant="caption" sx={{ color: 'text.secondary', display: 'inline-flex', gap: 0.75, alignItems: 'center' }}>
                {votes > 0 && `${votes} ${votes === 1 ? 'person' : 'people'}`}
                {gold?.value === value && <Award size={14} aria-label="gold" />}
              </Typography>
            </ButtonBase>
          );
        })}
      </Box>
      {commonest !== undefined && (
        <Button variant="outlined" startIcon={<Check size={15} aria-hidden />} endIcon={<KeyHint keys="m" />} disabled={decide.isPending} onClick={() => give(commonest)} sx={{ justifySelf: 'start' }}>
          What most people say: {valueWord(field, commonest)}
        </Button>
      )}
      <Box>
        <Typography variant="caption" component="p" sx={{ m: 0, mb: 0.5, fontWeight: 550 }}>
          Why people differ, or the proposal was wrong. Choose it before the value; it may stay open.
        </Typography>
        <ToggleButtonGroup exclusive value={errorType} onChange={(_, next: ErrorType | null) => setErrorType(next)} aria-label="Reason" sx={{ flexWrap: 'wrap', gap: 0.5, '& .MuiToggleButton-root': { border: 1, borderColor: 'hairlineStrong', borderRadius: '6px !important', ml: '0 !important' } }}>
          {ErrorType.options.map((type, index) => (
            <ToggleButton key={type} value={type} title={errorTypeWords[type].help} sx={{ gap: 0.75, fontSize: '0.8125rem', px: 0.875 }}>
              {errorTypeWords[type].word}
              <KeyHint keys={errorKeys[index] ?? ''} />
            </ToggleButton>
          ))}
        </ToggleButtonGroup>
      </Box>
      <TextField label="Comment" value={comment} onChange={(event) => setComment(event.target.value.slice(0, 4_000))} onKeyDown={(event) => event.key === 'Escape' && commentField.current?.blur()} multiline maxRows={5} inputRef={commentField} />
    </Box>
  );
}

function Standing({ field, gold, onConfirm }: { field: LabelField; gold: NonNullable<DecisionPanelProps['judged']['gold']>; onConfirm: () => void }) {
  const isDoubted = gold.changedSince.length > 0;
  return (
    <Alert severity={isDoubted ? 'warning' : 'success'} icon={<Award size={18} aria-hidden />} action={isDoubted && <Button variant="outlined" onClick={onConfirm} endIcon={<KeyHint keys="c" />}>Confirm</Button>}>
      <Typography variant="body2">
        <strong>Gold: {valueWord(field, gold.value)}</strong>, {goldSourceWords[gold.source]}, by {gold.decidedBy}, {formatDateTime(gold.decidedAt)}.
        {gold.errorType !== null && ` ${errorTypeWords[gold.errorType].word}.`} {gold.comment}
      </Typography>
      {gold.changedSince.map((sentence) => (
        <Typography key={sentence} variant="body2">
          {sentence}
        </Typography>
      ))}
    </Alert>
  );
}

/** Among the people; undefined without answers or where two values are equally common. */
function commonestOf(candidates: DecisionPanelProps['judged']['candidates']): string | undefined {
  const values = candidates.flatMap(({ kind, value }) => (kind === 'person' && value !== null ? [value] : []));
  const counts = [...Map.groupBy(values, (value) => value)].map(([value, votes]) => ({ value, votes: votes.length })).toSorted((a, b) => b.votes - a.votes);
  const [first, second] = counts;
  return first === undefined || first.votes === second?.votes ? undefined : first.value;
}
