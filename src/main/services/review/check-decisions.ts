/** @file What a person sent, checked against the campaign and made into what is kept. Pure. */
import { AppError } from '#shared/contracts/errors';
import type { FieldDecision } from '#shared/contracts/review';
import type { z } from 'zod';
import type { LabelField } from '#shared/domain/label-schema';
import type { CampaignMode, Proposals } from '#shared/domain/review/decisions';
import type { NewDecision } from '../../store/review-decisions';

export interface JudgedItem {
  readonly mode: CampaignMode;
  readonly fields: readonly LabelField[];
  readonly proposals: Proposals;
  /** Whether the person sees what is proposed. */
  readonly seesProposals: boolean;
}

type Sent = z.output<typeof FieldDecision>;

export function checkDecisions(sent: readonly Sent[], item: JudgedItem): NewDecision[] {
  const twice = sent.find(({ field }, index) => sent.findIndex((one) => one.field === field) !== index);
  if (twice !== undefined) throw invalid(twice.field, 'is decided twice in one call; send one decision a field');
  return sent.map((decision) => checkDecision(decision, item));
}

function checkDecision({ field: id, verdict, value }: Sent, item: JudgedItem): NewDecision {
  const field = item.fields.find((one) => one.id === id);
  if (field === undefined) throw invalid(id, `is not asked about; the fields are ${item.fields.map((one) => one.id).join(', ')}`);
  if (value !== null && !field.values.some((one) => one.value === value)) throw invalid(id, `has no value "${value}"; its values are ${field.values.map((one) => one.value).join(', ')}`);
  const proposed = item.mode === 'validate' ? (item.proposals[id]?.value ?? null) : null;
  const kept = { field: id, proposed, sawProposal: proposed !== null && item.seesProposals };
  if (verdict === 'skipped') return { ...kept, verdict, value: null };
  if (verdict === 'labelled') {
    if (value === null) throw invalid(id, 'was labelled without a value');
    return { ...kept, verdict: proposed === null ? 'labelled' : value === proposed ? 'correct' : 'incorrect', value };
  }
  if (proposed === null) throw invalid(id, 'has no proposal to be right or wrong; give a value');
  if (!kept.sawProposal) throw invalid(id, 'was judged before its proposal was shown; reveal it or give a value');
  if (verdict === 'correct') {
    if (value !== null && value !== proposed) throw invalid(id, `was called correct with the value "${value}", but "${proposed}" is proposed`);
    return { ...kept, verdict, value: proposed };
  }
  if (value === proposed) throw invalid(id, `was called incorrect with the very value that is proposed, "${proposed}"`);
  return { ...kept, verdict, value };
}

function invalid(field: string, what: string): AppError {
  return new AppError('INVALID_INPUT', `The field "${field}" ${what}.`, { details: { field } });
}
