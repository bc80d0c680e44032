/** @file The published table formats on small self-written files: recognition by content, quirks, what is kept. */
import { describe, expect, it } from 'vitest';
import { counselChatImporter } from '#main/corpora/counsel-chat';
import { empatheticDialoguesImporter } from '#main/corpora/empathetic-dialogues';
import { erPostsImporter } from '#main/corpora/er-posts';
import type { Importer } from '#main/corpora/importer';
import { makeProbe } from '#main/corpora/probe';
import { psyQaImporter } from '#main/corpora/psyqa';
import { recogniseFormat } from '#main/corpora/registry';
import { fixture, importDialogues, readAll, textSource } from '../../../support/import-sources';

describe('recognition by content', () => {
  it.each([
    ['empathetic-dialogues.csv', 'empathetic-dialogues'],
    ['empathetic-dialogues-original.csv', 'empathetic-dialogues'],
    ['er-posts.csv', 'er-posts'],
    ['counsel-chat.csv', 'counsel-chat'],
    ['psyqa.json', 'psyqa'],
    ['emodynamix.csv', 'emodynamix'],
    ['qa-table.csv', 'qa-table'],
    ['solace-dialogues.jsonl', 'solace-jsonl'],
    ['solace-knowledge.jsonl', 'solace-knowledge-jsonl'],
  ])('%s is %s', async (file, format) => {
    expect(recogniseFormat(await makeProbe(fixture(file))).importer?.id).toBe(format);
  });

  it.each(['utterance-rows.csv', 'utterance-rows.jsonl'])('%s needs a person, and the generic format is offered', async (file) => {
    const choice = recogniseFormat(await makeProbe(fixture(file)));
    expect(choice.importer).toBeNull();
    expect(choice.candidates.map(({ format }) => format)).toEqual([file.endsWith('csv') ? 'generic-csv' : 'generic-jsonl']);
  });

  it.each([
    ['a readme', '# Data, and more\n\nThis folder holds dialogues, some of them long.\n'],
    ['prose', 'Dear reader, this is a letter.\nIt has commas, and no columns.\nBest\n'],
    ['binary data', 'PK\u0003\u0004\u0000\u0000,\u0000;\u0000\u0001\u0002'],
    ['nothing', ''],
  ])('%s fits no format, and says why', async (_name, text) => {
    const choice = recogniseFormat(await makeProbe(textSource(text, 'file')));
    expect(choice.candidates).toEqual([]);
    expect(choice.reason).toMatch(/^file is /);
  });
});

describe('EmpatheticDialogues', () => {
  it('restores commas, reads quoted cells, and gives odd utterances to the seeker', async () => {
    const { dialogues, warnings } = await importDialogues(empatheticDialoguesImporter, fixture('empathetic-dialogues.csv'));
    expect(warnings).toEqual({});
    expect(dialogues[0]).toEqual({
      externalId: 'hit:1_conv:1',
      situation: 'My cat came home, after a week.',
      turns: [
        { speaker: 'seeker', text: 'She just sat at the door, "as if nothing had happened".' },
        { speaker: 'supporter', text: 'What a relief! Was she hurt?' },
        { speaker: 'seeker', text: 'Not at all.' },
      ],
    });
    expect(dialogues).toHaveLength(2);
  });

  it('reads the original files, which quote nothing and have lines with too many or too few cells', async () => {
    const { dialogues, warnings, rejected } = await importDialogues(empatheticDialoguesImporter, fixture('empathetic-dialogues-original.csv'));
    expect(rejected).toEqual([]);
    expect(dialogues.map(({ emotionType, turns }) => [emotionType, turns.length])).toEqual([['joyful', 3], ['afraid', 2]]);
    expect(dialogues[0]?.turns.map(({ text }) => text)).toEqual(['She just sat at the door, purring "again.', '"Finally" you must have said!', 'Yes.']);
    expect(dialogues[0]?.turns[2]?.meta).toEqual({ speaker_idx: '101', selfeval: '5|5|5_2|2|5', tags: '<LIKE>' });
    expect(warnings).toEqual({ 'row-too-short': 1, 'row-too-long': 1 });
  });

  it('rejects lines without number, conversation or text, and a stray quote swallows nothing', async () => {
    const text = 'conv_id,utterance_idx,prompt,utterance\nc,1,p,"open\nc,two,p,x\n,2,p,x\nc,2,p,\nc,2,p,end\n';
    const { dialogues, rejected } = await importDialogues(empatheticDialoguesImporter, textSource(text));
    expect(dialogues.map(({ turns }) => turns.map((turn) => turn.text))).toEqual([['"open', 'end']]);
    expect(rejected.map(({ index }) => index)).toEqual([1, 2, 3]);
  });
});

describe('knowledge', () => {
  it('reads ER posts with level and rationales', async () => {
    expect(await entries(erPostsImporter, 'er-posts.csv')).toEqual([
      { externalId: 's1/r1', query: 'I failed again, and I am tired.', answer: 'I am sorry to hear that.\nYou are not alone.', meta: { level: 2, rationales: ['I am sorry to hear that.', 'You are not alone.'] } },
      { externalId: 's1/r2', query: 'I failed again, and I am tired.', answer: 'Which exam was it?', meta: { level: 0 } },
      { externalId: 's2/r3', query: 'Nobody calls me.', answer: 'That sounds lonely.', meta: { level: 1, rationales: ['sounds lonely'] } },
    ]);
  });

  it('reads counsel-chat as plain text, a title standing in for a missing question', async () => {
    const [first, second, third] = await entries(counselChatImporter, 'counsel-chat.csv');
    expect(first).toMatchObject({ externalId: 'q1/1', title: 'How do I sleep better?', topics: ['Sleep', 'Stress'], meta: { questionID: 'q1', upvotes: 2, therapistName: 'Dr. One' } });
    expect(first?.answer).toBe('Hello there & welcome.\n\nTry this:\n- Go to bed at ten\n- No phone');
    expect(second).toMatchObject({ externalId: 'q1/2', answer: "Talk to your doctor.\nIt's worth it." });
    expect(third).toMatchObject({ externalId: 'q2/1', query: 'Is it normal to cry?' });
  });

  it('reads PsyQA, an entry an answer, spans kept', async () => {
    const read = await entries(psyQaImporter, 'psyqa.json');
    expect(read.map(({ externalId, query }) => [externalId, query])).toEqual([['11/1', '我总是失眠。'], ['11/2', '我总是失眠。'], ['12/1', '哭正常吗？']]);
    expect(read[0]).toMatchObject({ title: '怎么睡得更好？', topics: ['睡眠', '压力'], meta: { labels_sequence: [{ start: 0, end: 7, type: 'Approval and Reassurance' }, { start: 7, end: 14, type: 'Direct Guidance' }] } });
  });

  it.each<[Importer, string]>([
    [erPostsImporter, 'sp_id, rp_id'],
    [counselChatImporter, 'questionID, questionTitle'],
  ])('refuses a table without the columns, naming them', async (importer, columns) => {
    await expect(readAll(importer, textSource('a,b\n1,2\n'))).rejects.toThrow(columns);
  });
});

async function entries(importer: Importer, file: string) {
  const items = await readAll(importer, fixture(file));
  return items.flatMap((item) => (item.type === 'entry' ? [item.entry] : []));
}
