/** @file Splits what a model thought from what it says: `<think>` blocks, closed or cut short, with or without their opening tag. */

const block = /<(think|thinking|reasoning)>([\s\S]*?)(?:<\/\1>|$)/gi;
/** Templates that open the block in the prompt leave only its end in the reply. */
const orphanEnd = /^([\s\S]*)<\/(?:think|thinking|reasoning)>/i;

export function splitReasoning(raw: string): { text: string; reasoning: string | null } {
  const thoughts: string[] = [];
  const keep = (thought: string): string => {
    if (thought.trim() !== '') thoughts.push(thought.trim());
    return '';
  };
  const text = raw.replaceAll(block, (_, _tag: string, thought: string) => keep(thought)).replace(orphanEnd, (_, thought: string) => keep(thought));
  return { text: text.trim(), reasoning: thoughts.length === 0 ? null : thoughts.join('\n\n') };
}
