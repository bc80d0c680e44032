import { describe, expect, it } from 'vitest';
import type { ColumnMapping } from '#shared/contracts/corpora';
import { AppError } from '#shared/contracts/errors';
import { readTablePreview } from '#main/corpora/column-guess';
import { emoDynamiXImporter } from '#main/corpora/emodynamix';
import { genericCsvImporter, genericJsonlImporter, qaTableImporter } from '#main/corpora/generic';
import type { Importer } from '#main/corpora/importer';
import { fixture, importDialogues, readAll, textSource } from '../../../support/import-sources';

const byRow: ColumnMapping = { layout: 'utterance-rows', text: 'utterance', dialogueId: 'dialogue', speaker: 'who', supporterValues: ['helper'], strategy: 'strategy', emotionType: 'emotion', feedback: 'rating' };

describe('one row an utterance', () => {
  it('groups rows into dialogues and keeps what no column took', async () => {
    const { dialogues, warnings, rejected } = await importDialogues(genericCsvImporter, fixture('utterance-rows.csv'), { mapping: byRow });
    expect(rejected).toEqual([]);
    expect(warnings).toEqual({});
    expect(dialogues).toEqual([
      {
        externalId: 'A',
        emotionType: 'anxiety',
        turns: [
          { speaker: 'seeker', text: 'I am worried; very worried.', meta: { turn: '1' } },
          { speaker: 'supporter', text: 'What worries you?', strategy: 'Question', meta: { turn: '2' } },
          { speaker: 'seeker', text: 'My exam.', feedback: 4, meta: { turn: '3' } },
        ],
      },
      {
        externalId: 'B',
        emotionType: 'sadness',
        turns: [
          { speaker: 'supporter', text: 'Hello.', strategy: 'Others', meta: { turn: '1' } },
          { speaker: 'seeker', text: 'Hi.', meta: { turn: '2' } },
        ],
      },
    ]);
  });

  it('reads JSON Lines alike, other values kept as they are', async () => {
    const mapping: ColumnMapping = { layout: 'utterance-rows', text: 'content', dialogueId: 'conversation_id', speaker: 'role', supporterValues: [], strategy: 'strategy' };
    const { dialogues } = await importDialogues(genericJsonlImporter, fixture('utterance-rows.jsonl'), { mapping });
    expect(dialogues.map(({ externalId, turns }) => [externalId, turns.length])).toEqual([['1', 2], ['2', 2]]);
    expect(dialogues[0]?.turns[0]?.meta).toEqual({ note: { a: [1, 2] } });
    expect(dialogues[1]?.turns[1]?.strategy).toBe('Reflection of feelings');
  });

  it('brings rows together that stand apart', async () => {
    const text = 'id,text\n1,a\n2,b\n1,c\n2,d\n';
    const { dialogues } = await importDialogues(genericCsvImporter, textSource(text), { mapping: { layout: 'utterance-rows', text: 'text', dialogueId: 'id', supporterValues: [] } });
    expect(dialogues.map(({ turns }) => turns.map((turn) => `${turn.speaker} ${turn.text}`))).toEqual([
      ['seeker a', 'supporter c'],
      ['seeker b', 'supporter d'],
    ]);
  });

  it('rejects single rows with their place and reason, and goes on', async () => {
    const text = 'who,say\nclient,Hello\nnarrator,Later\nclient,\ntherapist,Hi\n';
    const { dialogues, rejected } = await importDialogues(genericCsvImporter, textSource(text), { mapping: { layout: 'utterance-rows', text: 'say', speaker: 'who', supporterValues: [] } });
    expect(dialogues[0]?.turns.map((turn) => turn.text)).toEqual(['Hello', 'Hi']);
    expect(rejected).toEqual([
      { index: 1, reason: expect.stringMatching(/row 2 \(line 3\): the speaker "narrator".*supporterValues/) },
      { index: 2, reason: expect.stringMatching(/row 3 \(line 4\): there is no text in the column "say"/) },
    ]);
  });

  it('reports unknown labels, odd feedback and strategies of the seeker, and loses none of them', async () => {
    const text = 'who,say,act,score\nhelper,Hello,Zwinkern,9\nclient,Hi,Question,3\nhelper,Bye,none,\n';
    const mapping: ColumnMapping = { layout: 'utterance-rows', text: 'say', speaker: 'who', supporterValues: ['helper'], strategy: 'act', feedback: 'score' };
    const { dialogues, warnings } = await importDialogues(genericCsvImporter, textSource(text), { mapping });
    expect(dialogues[0]?.turns).toEqual([
      { speaker: 'supporter', text: 'Hello', unknownStrategy: 'Zwinkern', meta: { score: '9' } },
      { speaker: 'seeker', text: 'Hi', feedback: 3, meta: { act: 'Question' } },
      { speaker: 'supporter', text: 'Bye' },
    ]);
    expect(warnings).toEqual({ 'unknown-strategy': 1, 'feedback-out-of-range': 1, 'strategy-of-seeker': 1, 'missing-strategy': 1 });
  });
});

describe('one row a reply with its history', () => {
  it('reads speakers, start markers and numbers as labels', async () => {
    const { dialogues, warnings } = await importDialogues(emoDynamiXImporter, fixture('emodynamix.csv'));
    expect(warnings).toEqual({});
    expect(dialogues.map(({ turns }) => turns.map((turn) => `${turn.speaker}: ${turn.text.trim()}`))).toEqual([
      ['supporter: Hello, what brings you here?'],
      ['supporter: Hello, what brings you here?', 'seeker: I lost my job.', 'supporter: That must hurt.'],
      ['supporter: Hello, what brings you here?', 'seeker: I lost my job.', 'supporter: That must hurt.', 'seeker: It does.', 'supporter: Could you call an old colleague?'],
    ]);
    expect(dialogues.map(({ turns }) => turns.at(-1)?.strategy)).toEqual(['Question', 'Reflection of feelings', 'Providing Suggestions']);
    expect(dialogues[1]?.turns.at(-1)).toMatchObject({ text: 'That must hurt.\n', feedback: 4 });
    expect(dialogues[1]?.meta).toEqual({ Strategy_History: '[-1, 2, -1]' });
  });

  it('lets speakers alternate back from the reply where no column names them', async () => {
    const mapping: ColumnMapping = { layout: 'context-rows', history: 'context', historySeparator: '|', response: 'reply', supporterValues: [], startMarkers: [] };
    const { dialogues } = await importDialogues(genericCsvImporter, textSource('context,reply\na | b | c,d\n,e\n'), { mapping });
    expect(dialogues.map(({ turns }) => turns.map((turn) => turn.speaker))).toEqual([['seeker', 'supporter', 'seeker', 'supporter'], ['supporter']]);
  });

  it('rejects a row whose speakers do not fit its history', async () => {
    const mapping: ColumnMapping = { layout: 'context-rows', history: 'h', historySeparator: '|', historySpeakers: 's', response: 'r', supporterValues: ['sys'], startMarkers: [] };
    const { rejected } = await importDialogues(genericCsvImporter, textSource('h,s,r\na|b,usr,c\n'), { mapping });
    expect(rejected).toEqual([{ index: 0, reason: expect.stringMatching(/1 speakers in "s" for 2 utterances in "h"/) }]);
  });
});

describe('one row a knowledge entry', () => {
  it('reads a table whose columns name question and answer, without a mapping, as plain text', async () => {
    const items = await readAll(qaTableImporter, fixture('qa-table.csv'));
    expect(items.map((item) => (item.type === 'entry' ? item.entry : item))).toEqual([
      { query: 'I cannot sleep.', answer: 'Go to bed early.\n\nEvery day.', meta: { source: 'own' } },
      { query: 'I am lonely & sad.', answer: 'Call a friend; 3 < 5.', meta: { source: 'own' } },
    ]);
  });

  it('reads JSON Lines with a mapping', async () => {
    const text = '{"q":"Why?","a":"Because.","t":["x",{"toString":1},"y"]}\n{"q":"How?","a":""}\n{"q":null,"a":""}\n';
    const items = await readAll(qaTableImporter, textSource(text), { mapping: { layout: 'knowledge-rows', query: 'q', answer: 'a', topics: 't' } });
    expect(items.map(({ type }) => type)).toEqual(['entry', 'warning', 'entry', 'rejected']);
    expect(items[0]).toMatchObject({ entry: { query: 'Why?', answer: 'Because.', topics: ['x', 'y'] } });
  });
});

describe('a mapping that is missing or wrong', () => {
  it.each<[string, Importer, ColumnMapping | undefined, RegExp]>([
    ['none given', genericCsvImporter, undefined, /needs a mapping.*"dialogue", "turn", "who".*it may be \{"layout":"utterance-rows"/],
    ['columns that are not there', genericCsvImporter, { ...byRow, text: 'Text', speaker: 'speaker' }, /"Text" \(text\), "speaker" \(speaker\).*Its columns are: "dialogue"/],
    ['of the other kind', genericCsvImporter, { layout: 'knowledge-rows', query: 'utterance', answer: 'who' }, /knowledge-rows.*qa-table/],
    ['of dialogues for knowledge', qaTableImporter, byRow, /utterance-rows.*generic-csv/],
    ['no question and answer to be seen', qaTableImporter, undefined, /needs a mapping.*knowledge-rows/],
  ])('%s: says what is there and what to do', async (_name, importer, mapping, message) => {
    const reading = readAll(importer, fixture('utterance-rows.csv'), mapping === undefined ? {} : { mapping });
    await expect(reading).rejects.toThrow(message);
    await expect(reading).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    await expect(reading).rejects.toBeInstanceOf(AppError);
  });

  it('refuses a label map that leads nowhere', async () => {
    await expect(readAll(genericCsvImporter, fixture('utterance-rows.csv'), { mapping: byRow, labelMap: { 0: 'Quesion' } })).rejects.toThrow(/"0" the meaning "Quesion".*Question/);
  });
});

describe('the guessed mapping', () => {
  it.each<[string, ColumnMapping]>([
    ['utterance-rows.csv', { layout: 'utterance-rows', text: 'utterance', dialogueId: 'dialogue', supporterValues: [], strategy: 'strategy', emotionType: 'emotion' }],
    ['utterance-rows.jsonl', { layout: 'utterance-rows', text: 'content', dialogueId: 'conversation_id', speaker: 'role', supporterValues: ['assistant'], strategy: 'strategy' }],
    ['emodynamix.csv', { layout: 'context-rows', history: 'Dialogue_History', historySeparator: '</s>', historySpeakers: 'Speaker_Turn', supporterValues: ['supporter', 'sys', 'listener'], response: 'Gold_Standard', strategy: 'Next_Strategy', feedback: 'Feedback', startMarkers: ['<START>'] }],
    ['qa-table.csv', { layout: 'knowledge-rows', query: 'description', answer: 'answers' }],
    ['er-posts.csv', { layout: 'knowledge-rows', query: 'seeker_post', answer: 'response_post' }],
  ])('of %s', async (file, guess) => {
    expect((await readTablePreview(fixture(file))).guess).toEqual(guess);
  });

  it('is none where the names say nothing; columns and rows are shown all the same', async () => {
    expect(await readTablePreview(textSource('foo,bar\n1,2\n'))).toEqual({ columns: ['foo', 'bar'], rows: [['1', '2']], guess: null });
  });
});
