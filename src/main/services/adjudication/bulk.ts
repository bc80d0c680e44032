/** @file Acceptance of many values by one rule: what it would do, and the gold it makes. Pure. */
import type { BulkPreview } from '#shared/contracts/adjudication';
import type { Parsed } from '#shared/contracts/index';
import { accept } from '../../research/review/consensus';
import type { NewGold } from '../../store/gold-repository';
import { basisOf } from './basis';
import type { Board, Entry } from './board';

type Rule = Pick<Parsed<'adjudication.preview'>, 'fields' | 'among' | 'threshold' | 'minimumVotes'>;

export function previewOf(board: Board, rule: Rule): BulkPreview {
  const fields = board.fields.filter(({ field }) => isRuled(rule, field.id)).map(({ field }) => {
    const answered = answeredEntries(board, rule).filter((entry) => entry.field.id === field.id);
    const open = answered.filter(({ gold }) => gold === null).map(({ votes }) => accept(votes, rule).outcome);
    const count = (outcome: string): number => open.filter((one) => one === outcome).length;
    return {
      field: field.id,
      unanimous: count('unanimous'),
      majority: count('majority'),
      belowThreshold: count('belowThreshold'),
      tooFewVotes: count('tooFewVotes'),
      decidedBefore: answered.length - open.length,
    };
  });
  return { count: fields.reduce((sum, { unanimous, majority }) => sum + unanimous + majority, 0), fields };
}

/** Gold that is there stays as it is. */
export function acceptedBy(board: Board, rule: Rule): NewGold[] {
  return answeredEntries(board, rule).flatMap((entry): NewGold[] => {
    const accepted = accept(entry.votes, rule);
    if (entry.gold !== null || !('value' in accepted)) return [];
    const basis = JSON.stringify(basisOf(entry.item, entry.field.id, { answers: entry.answers, among: rule.among }));
    return [{ itemId: entry.item.id, field: entry.field.id, value: accepted.value, source: accepted.outcome, errorType: null, comment: '', basis }];
  });
}

/** What nobody has answered yet is not accepted, whatever models say. */
function answeredEntries({ entries }: Board, rule: Rule): Entry[] {
  return entries.filter(({ field, answers }) => isRuled(rule, field.id) && answers.length > 0);
}

function isRuled({ fields }: Rule, id: string): boolean {
  return fields === undefined || fields.includes(id);
}
