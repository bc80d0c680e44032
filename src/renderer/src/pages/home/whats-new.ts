/** @file What this version brought, newest first, in the words of the person who uses it. */

export interface News {
  readonly title: string;
  readonly text: string;
}

export const whatsNew: readonly News[] = [
  { title: 'Corpora', text: 'ESConv, FailedESConv, PPDPP, ExTES, ESC-Pro, EmpatheticDialogues, preference pairs and any table come in with a preview; nothing is dropped without a line that says why.' },
  { title: 'Statistics', text: 'Strategies over six stages of the dialogue, lengths, feedback and survey scores, each as a chart, a table and a file for your paper.' },
  { title: 'Splits', text: 'Sequential, seeded or as the files came, kept as versions that never move a dialogue.' },
  { title: 'Knowledge bases', text: 'Posts and counselling answers are searchable beside the dialogues.' },
];
