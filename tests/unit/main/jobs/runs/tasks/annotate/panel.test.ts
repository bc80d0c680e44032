/** @file Questions as role requests that the roles accept, and replies as labels: padding, rationale, failure. */
import { expect, test } from 'vitest';
import { createPanel } from '#main/jobs/runs/tasks/annotate/panel';
import type { AnnotateInput } from '#main/jobs/runs/tasks/annotate/protocol';
import { findRole } from '#main/llm/roles/index';
import type { WindowQuestion } from '#main/research/annotation/annotate-dialogue';
import type { CallId, EndpointId } from '#shared/domain/ids';
import { AnnotationOptions } from '#shared/domain/label-options';
import type { RoleReply, RoleRequest } from '#shared/domain/role-requests';
import { escaField, escaSchema } from '../../../../../../support/labels/schema';

const endpointOf = (id: number) => ({ name: `model ${id}`, endpointId: id as EndpointId });
const input = (options: unknown = {}): AnnotateInput => ({ schema: escaSchema, options: AnnotationOptions.parse(options), annotators: [endpointOf(1), endpointOf(2)], adjudicator: endpointOf(3), concurrency: 1, budget: { calls: 9 }, isConfidential: true });

const question: WindowQuestion = {
  annotator: 1,
  pass: escaSchema.passes[0] ?? { id: 'none', title: 'none', role: 'none', fields: [] },
  fields: [escaField('emotionIntensity')],
  utterances: [
    { speaker: 'seeker', text: 'Hello.', number: 1, known: '5' },
    { speaker: 'supporter', text: 'Hi!' },
    { speaker: 'seeker', text: 'I am sad.', number: 2 },
    { speaker: 'seeker', text: 'Very.', number: 3 },
  ],
  turns: 3,
  sample: 2,
};

const answered = { callId: 8 as CallId, isScripted: false, wasCached: false };

function panelThat(reply: RoleReply, options?: unknown) {
  const asked: RoleRequest[] = [];
  const panel = createPanel(input(options), 'dialogue 4', (request) => {
    asked.push(request);
    return Promise.resolve(reply);
  });
  return { panel, asked };
}

test('asks the role of the pass with what the role needs, nothing more', async () => {
  const { panel, asked } = panelThat({ outcome: 'parsed', value: [{ emotionIntensity: '5' }, { emotionIntensity: '4' }, { emotionIntensity: '4' }], text: '', ...answered });
  expect(await panel.askWindow(question)).toEqual({ isRead: true, labels: [{ emotionIntensity: '5' }, { emotionIntensity: '4' }, { emotionIntensity: '4' }], callId: 8 });
  expect(asked).toMatchObject([{ role: 'annotate-emotion', endpointId: 2, sample: 2, attempts: 2, item: 'dialogue 4', budget: { calls: 9 }, isConfidential: true }]);
  const [{ slots, role } = { slots: {} as RoleRequest['slots'], role: '' }] = asked;
  expect(findRole(role).slots.strict().safeParse(slots).success).toBe(true);
  expect(slots['utterances']).toEqual([
    { speaker: 'seeker', text: 'Hello.', known: { emotionIntensity: '5' } },
    { speaker: 'supporter', text: 'Hi!' },
    { speaker: 'seeker', text: 'I am sad.' },
    { speaker: 'seeker', text: 'Very.' },
  ]);
});

test('a reply with too few lines is unread, unless the option fills it with 2', async () => {
  const short: RoleReply = { outcome: 'unparsed', failure: 'count', reason: '(2) is missing', text: 'Hello. (1): 5\nVery. (3): 4', ...answered };
  expect(await panelThat(short).panel.askWindow(question)).toEqual({ isRead: false, reason: '(2) is missing' });
  expect(await panelThat(short, { annot: { padMissing: '2' } }).panel.askWindow(question)).toMatchObject({ isRead: true, labels: [{ emotionIntensity: '5' }, { emotionIntensity: '2' }, { emotionIntensity: '4' }] });
});

test('fills nothing where labels are wrong, or where several are asked for', async () => {
  const wrong: RoleReply = { outcome: 'unparsed', failure: 'label', reason: '"9" is none', text: '(1): 9', ...answered };
  expect(await panelThat(wrong, { annot: { padMissing: '2' } }).panel.askWindow(question)).toMatchObject({ isRead: false });
  const short: RoleReply = { outcome: 'unparsed', failure: 'count', reason: '(2) is missing', text: '(1): 3, 3, 3', ...answered };
  const three = { ...question, fields: ['reliability', 'responseCompetence', 'perceivedUnderstandability'].map(escaField) };
  expect(await panelThat(short, { annot: { padMissing: '2' } }).panel.askWindow(three)).toMatchObject({ isRead: false });
});

test('the adjudicator is asked about one turn, and what it wrote beside the label is the rationale', async () => {
  const dispute = { turn: 6, field: escaField('behaviour'), passage: { before: [{ speaker: 'seeker' as const, text: 'No.' }], current: { speaker: 'seeker' as const, text: 'Why?' }, after: [] } };
  const { panel, asked } = panelThat({ outcome: 'parsed', value: 'question', text: 'She asks for a reason.\nLabel: question', ...answered });
  expect(await panel.adjudicate?.(dispute)).toEqual({ value: 'question', rationale: 'She asks for a reason.\nLabel: question', callId: 8 });
  expect(asked).toMatchObject([{ role: 'adjudicate', endpointId: 3, attempts: 3, item: 'dialogue 4, turn 7' }]);
  expect(findRole('adjudicate').slots.strict().safeParse(asked[0]?.slots).success).toBe(true);
  expect(await panelThat({ outcome: 'parsed', value: 'question', text: 'question', ...answered }).panel.adjudicate?.(dispute)).toMatchObject({ rationale: null });
  expect(await panelThat({ outcome: 'unparsed', failure: 'label', reason: 'no label', text: 'Hm.', ...answered }).panel.adjudicate?.(dispute)).toBeNull();
});
