/** @file Annotators and adjudicator as language models: questions become role requests, replies become labels. Counts what it asks. */
import { z } from 'zod';
import type { Json } from '#shared/domain/json';
import type { LabelField } from '#shared/domain/label-schema';
import type { RoleReply, RoleRequest } from '#shared/domain/role-requests';
import { parseLabelLines } from '../../../../llm/roles/label-lines';
import type { DisputeQuestion, DisputeReply, Panel, WindowQuestion } from '../../../../research/annotation/annotate-dialogue';
import type { TurnLabels, WindowReply } from '../../../../research/annotation/annotate-pass';
import type { Utterance } from '../../../../research/annotation/dialogue-text';
import type { AnnotateInput } from './protocol';

export type Ask = (request: RoleRequest) => Promise<RoleReply>;

const Labels = z.array(z.record(z.string(), z.string()));

/** `item` says in the trace which dialogue it is about. */
export function createPanel(input: AnnotateInput, item: string, ask: Ask): Panel {
  const { annotators, adjudicator, options, budget, isConfidential } = input;
  return {
    annotators: annotators.map(({ name }) => name),
    askWindow: async (question) => {
      const annotator = annotators[question.annotator];
      if (annotator === undefined) throw new Error(`there is no annotator ${question.annotator}`);
      const request = windowRequest(question);
      const reply = await ask({ ...request, endpointId: annotator.endpointId, attempts: options.replyAttempts, item, budget, isConfidential });
      return windowReply(question, reply, input);
    },
    adjudicate:
      adjudicator === null
        ? undefined
        : async (question) => adjudication(await ask({ ...disputeRequest(question), endpointId: adjudicator.endpointId, attempts: options.annot.adjAttempts, item: `${item}, turn ${question.turn + 1}`, budget, isConfidential })),
  };
}

/** What a window's question asks, whoever is asked. Temperature 0 is the role's own. */
export function windowRequest({ pass, fields, utterances, sample }: Pick<WindowQuestion, 'pass' | 'fields' | 'utterances' | 'sample'>): Pick<RoleRequest, 'role' | 'slots' | 'sample'> {
  const knownField = fields.find(({ known }) => known !== undefined);
  return { role: pass.role, slots: { utterances: utterances.map((one) => withKnown(one, knownField)), fields: fields.map(plainField) }, sample };
}

export function disputeRequest({ field, passage }: Pick<DisputeQuestion, 'field' | 'passage'>): Pick<RoleRequest, 'role' | 'slots'> {
  return { role: 'adjudicate', slots: { field: plainField(field), context: passage.before.map(plain), current: plain(passage.current), next: passage.after[0] === undefined ? null : plain(passage.after[0]) } };
}

function windowReply({ fields, turns }: WindowQuestion, reply: RoleReply, { options }: AnnotateInput): WindowReply {
  if (reply.outcome === 'parsed') return { isRead: true, labels: Labels.parse(reply.value), callId: reply.callId };
  const isPadded = options.annot.padMissing !== 'none' && fields.length === 1 && reply.failure === 'count';
  const padded = isPadded ? paddedLabels(reply.text, { turns, fields, value: options.annot.padMissing }) : null;
  return padded === null ? { isRead: false, reason: reply.reason } : { isRead: true, labels: padded, callId: reply.callId };
}

/** What is missing gets the value: lines put before the reply, of which those that it has take the place. */
function paddedLabels(text: string, { turns, fields, value }: { turns: number; fields: readonly LabelField[]; value: string }): readonly TurnLabels[] | null {
  const lines = Array.from({ length: turns }, (_, index) => `(${index + 1}): ${value}`);
  const parsed = parseLabelLines([...lines, text].join('\n'), { count: turns, fields });
  return parsed.isReadable ? Labels.parse(parsed.value) : null;
}

/** The rationale is what the adjudicator wrote beside its label. */
function adjudication(reply: RoleReply): DisputeReply {
  if (reply.outcome === 'unparsed') return null;
  const value = z.string().parse(reply.value);
  const text = reply.text.trim();
  return { value, rationale: text.length > value.length + 2 ? text : null, callId: reply.callId };
}

function withKnown(utterance: Utterance, field: LabelField | undefined): Json {
  if (utterance.known === undefined || field === undefined) return plain(utterance);
  return { ...plain(utterance), known: { [field.id]: utterance.known } };
}

function plain({ speaker, text }: Utterance): { speaker: string; text: string } {
  return { speaker, text };
}

/** What the question needs of a field; readings and published figures are not for annotators. */
function plainField({ id, title, abbreviation, scale, values, judges, rubric, whenUnsure }: LabelField): Json {
  return { id, title, abbreviation, scale, values, judges, rubric, ...(whenUnsure === undefined ? {} : { whenUnsure }) };
}
