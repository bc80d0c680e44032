/** @file The real tables beside the project: everything comes in, with the counts their readme states. */
import { describe, expect, it } from 'vitest';
import type { ImportOptions } from '#shared/contracts/corpora';
import type { KnowledgeEntry } from '#shared/domain/dialogue';
import { recogniseFormat } from '#main/corpora/registry';
import { makeProbe } from '#main/corpora/probe';
import { emoDynamiXLabels, emoDynamiXMapping } from '#main/corpora/emodynamix';
import { genericCsvImporter } from '#main/corpora/generic';
import { fileSource, readAll, realFile } from '../../../support/import-sources';

const erPath = realFile('empathy/emotional-reactions-reddit.csv');
const counselChatPath = realFile('counselling-qa/counselchat-data.csv');
const psyQaPath = realFile('counselling-qa/PsyQA_example.json');
const empatheticPath = realFile('empatheticdialogues/fixed_test.csv');
const emoDynamiXPath = realFile('esconv/EmoDynamiX_valid.csv');
const ppdppPath = realFile('esconv/PPDPP_esc-valid.txt');

describe.skipIf(erPath === undefined)('emotional-reactions-reddit.csv', () => {
  it('comes in as 3,084 entries, their levels and rationales kept', async () => {
    const { format, entries, rejected } = await importReal(erPath);
    expect(format).toBe('er-posts');
    expect(rejected).toEqual([]);
    expect(entries).toHaveLength(3084);
    expect(countBy(entries, (entry) => String(entry.meta?.['level']))).toEqual({ 0: 2037, 1: 895, 2: 152 });
    expect(entries.filter((entry) => Array.isArray(entry.meta?.['rationales']))).not.toHaveLength(0);
  });
});

describe.skipIf(counselChatPath === undefined)('counselchat-data.csv', () => {
  it('comes in as 1,482 answers to 781 questions, as plain text', async () => {
    const { format, entries, rejected, warnings } = await importReal(counselChatPath);
    expect(format).toBe('counsel-chat');
    expect(rejected).toEqual([]);
    expect(countBy(warnings, (code) => code)).toEqual({ 'empty-answer': 5, 'empty-question': 2 });
    expect(entries).toHaveLength(1482);
    expect(new Set(entries.map((entry) => entry.meta?.['questionID'])).size).toBe(781);
    expect(new Set(entries.map((entry) => entry.externalId)).size).toBe(1482);
    expect(entries.filter((entry) => /<\/?(p|br|div|span|li)\b|&nbsp;|&#?\w+;/.test(entry.answer)).map((entry) => entry.answer.slice(0, 200))).toEqual([]);
    expect(entries.some((entry) => entry.answer.includes('\n\n'))).toBe(true);
    expect(entries.every((entry) => typeof entry.meta?.['upvotes'] === 'number')).toBe(true);
  });
});

describe.skipIf(psyQaPath === undefined)('PsyQA_example.json', () => {
  it('comes in as 268 answers to 100 questions, their spans kept', async () => {
    const { format, entries, rejected } = await importReal(psyQaPath);
    expect(format).toBe('psyqa');
    expect(rejected).toEqual([]);
    expect(entries).toHaveLength(268);
    expect(new Set(entries.map((entry) => entry.meta?.['questionID'] ?? entry.externalId?.split('/')[0])).size).toBe(100);
    expect(entries.flatMap((entry) => (entry.meta?.['labels_sequence'] as unknown[] | undefined) ?? [])).toHaveLength(888);
  });
});

describe.skipIf(empatheticPath === undefined)('EmpatheticDialogues', () => {
  it('comes in as 10,973 utterances of 2,547 conversations, its commas restored', async () => {
    const { format, dialogues, rejected, warnings } = await importReal(empatheticPath);
    expect(format).toBe('empathetic-dialogues');
    expect(rejected).toEqual([]);
    expect(warnings).toEqual([]);
    expect(dialogues).toHaveLength(2547);
    const turns = dialogues.flatMap((dialogue) => dialogue.turns);
    expect(turns).toHaveLength(10973);
    expect(turns.filter((turn) => turn.text.includes('_comma_'))).toEqual([]);
    expect(dialogues.every((dialogue) => dialogue.turns[0]?.speaker === 'seeker' && (dialogue.situation ?? '') !== '')).toBe(true);
    expect(turns.some((turn) => turn.text === '"If you happy and you know it" :)')).toBe(true);
  });
});

describe.skipIf(emoDynamiXPath === undefined)('EmoDynamiX_valid.csv', () => {
  it('comes in as 2,722 replies with their history, by its own format and by the generic one alike', async () => {
    const own = await importReal(emoDynamiXPath);
    expect(own.format).toBe('emodynamix');
    expect(own.rejected).toEqual([]);
    expect(own.warnings).toEqual([]);
    expect(own.dialogues).toHaveLength(2722);
    expect(countBy(own.dialogues, (dialogue) => dialogue.turns.at(-1)?.strategy ?? 'none')).toEqual({
      'Reflection of feelings': 211,
      'Self-disclosure': 264,
      Question: 549,
      'Affirmation and Reassurance': 402,
      'Providing Suggestions': 459,
      'Restatement or Paraphrasing': 138,
      Information: 194,
      Others: 505,
    });
    const generic = await importReal(emoDynamiXPath, { mapping: emoDynamiXMapping, labelMap: emoDynamiXLabels }, genericCsvImporter);
    expect(generic.dialogues).toEqual(own.dialogues);
  });

  it('reports numbers that no label map explains, and makes none of them Others', async () => {
    const { dialogues, warnings } = await importReal(emoDynamiXPath, { mapping: emoDynamiXMapping }, genericCsvImporter);
    expect(dialogues).toHaveLength(2722);
    expect(dialogues.every((dialogue) => dialogue.turns.at(-1)?.strategy === undefined && dialogue.turns.at(-1)?.unknownStrategy !== undefined)).toBe(true);
    expect(warnings.filter((warning) => warning === 'unknown-strategy')).toHaveLength(2722);
  });

  it.skipIf(ppdppPath === undefined)('numbers its strategies in the order that the same turns have in PPDPP’s file', async () => {
    const { dialogues } = await importReal(emoDynamiXPath);
    const labels = new Map<string, Set<string>>();
    for (const dialogue of (await importReal(ppdppPath)).dialogues) {
      for (const turn of dialogue.turns) {
        const key = folded(turn.text);
        if (turn.strategy !== undefined) labels.set(key, (labels.get(key) ?? new Set()).add(turn.strategy));
      }
    }
    const compared = dialogues.flatMap((dialogue) => {
      const reply = dialogue.turns.at(-1);
      const found = labels.get(folded(reply?.text ?? ''));
      return found?.size === 1 ? [found.has(reply?.strategy ?? '')] : [];
    });
    expect(compared.length).toBeGreaterThan(1700);
    expect(compared.filter((isEqual) => isEqual).length / compared.length).toBeGreaterThan(0.99);
  });
});

async function importReal(path: string | undefined, options: Partial<ImportOptions> = {}, importer = undefined as typeof genericCsvImporter | undefined) {
  if (path === undefined) throw new Error('the file is not there');
  const source = fileSource(path);
  const chosen = importer ?? recogniseFormat(await makeProbe(source)).importer;
  if (chosen === null) throw new Error(`no format fits ${path}`);
  const items = await readAll(chosen, source, options);
  return {
    format: chosen.id,
    dialogues: items.flatMap((item) => (item.type === 'dialogue' ? [item.dialogue] : [])),
    entries: items.flatMap((item): KnowledgeEntry[] => (item.type === 'entry' ? [item.entry] : [])),
    rejected: items.filter((item) => item.type === 'rejected'),
    warnings: items.flatMap((item) => (item.type === 'warning' ? [item.code] : [])),
  };
}

function countBy<T>(items: readonly T[], keyOf: (item: T) => string): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const item of items) counts[keyOf(item)] = (counts[keyOf(item)] ?? 0) + 1;
  return counts;
}

function folded(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
