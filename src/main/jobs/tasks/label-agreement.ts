/** @file Worker task: agreement of a label set's annotators with bootstrap intervals, which take seconds for a large set. Reads no file. */
import type { FieldAgreement } from '#shared/contracts/label-results';
import { agreementOfFields, type FieldVotes, type LabelAgreementOptions } from '../../research/annotation/label-agreement';

export interface LabelAgreementInput {
  readonly votes: readonly FieldVotes[];
  readonly options: LabelAgreementOptions;
}

export async function* labelAgreement({ votes, options }: LabelAgreementInput): AsyncGenerator<FieldAgreement[]> {
  yield agreementOfFields(votes, options);
}
