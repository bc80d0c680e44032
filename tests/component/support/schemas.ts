/** @file Answers of a workbench with ESCA's schema, one of a researcher's own in two versions, and a label set made by it. */
import type { RoleInfo } from '#shared/contracts/prompts';
import { escaSchema, hopeSchema } from '../../support/labels/schema';
import type { FakeHandlers } from './fake-client';
import { labelHandlers, labelSet } from './labels';

export const hopeNow = { ...hopeSchema, version: 2, description: 'How much hope is in a turn, and what it is about.' };

function role(name: string, title: string): RoleInfo {
  return { role: name, title, description: '', slots: [], parameters: { temperature: 0, topP: 1, maxTokens: 2_048, stop: [] }, answer: '', takesDialogue: true, example: { utterances: [{ speaker: 'seeker', text: 'I may lose my job.', known: { hope: 'none' } }] } };
}

export function schemaHandlers(): FakeHandlers {
  return {
    ...labelHandlers(),
    'labels.list': () => [{ ...labelSet, name: 'Hope by two models', schema: { id: 'hope', name: 'Hope', version: 1 } }],
    'labels.schemas': () => [{ ...escaSchema, isBuiltIn: true }, { ...hopeNow, isBuiltIn: false }],
    'labels.schemaVersions': ({ id }) =>
      id === 'esca'
        ? [{ schema: escaSchema, createdAt: null }]
        : [
            { schema: hopeNow, createdAt: '2026-11-21T09:00:00.000Z' },
            { schema: hopeSchema, createdAt: '2026-11-20T09:00:00.000Z' },
          ],
    'labels.saveSchema': ({ schema }) => ({ ...schema, version: 3 }) as typeof hopeNow,
    'prompts.roles': () => [role('annotate-emotion', 'Annotate emotion intensity'), role('annotate-behaviour-stage', 'Annotate behaviour and stage'), role('annotate-trust', 'Annotate trust'), role('annotate-labels', 'Annotate any labels'), role('seeker', 'Play the seeker')],
    'prompts.preview': ({ source }) => ({ problems: [], messages: [{ role: 'system', content: `You label ${source.kind === 'slots' ? (source.slots['fields'] as { title: string }[]).map(({ title }) => title).join(' and ') : ''}.` }], promptTokens: 120, slots: {} }),
  };
}
