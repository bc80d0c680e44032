/** @file What both of Solace's own formats share: the checks on a record that is already in our schema, and which vocabulary a file speaks. */
import { describeIssues } from '#shared/contracts/describe-issues';
import { Dialogue, KnowledgeEntry } from '#shared/domain/dialogue';
import { strategyByLabel, vocabularies, type VocabularyId } from '#shared/domain/strategies';
import { rejection, type Conversion } from './conversion';
import { plainCopy } from './records/fields';

/** A dialogue exactly as it was exported. A strategy that no vocabulary has can only come from another hand: it is told. */
export function checkedDialogue(value: unknown, conversion: Conversion): Dialogue {
  const parsed = Dialogue.safeParse(plainCopy(value));
  if (!parsed.success) throw rejection(describeIssues(parsed.error.issues));
  for (const [position, turn] of parsed.data.turns.entries()) {
    if (turn.strategy === undefined || strategyByLabel(turn.strategy) !== undefined) continue;
    turn.unknownStrategy = turn.strategy;
    delete turn.strategy;
    conversion.warn('unknown-strategy', turn.unknownStrategy, position + 1);
  }
  return parsed.data;
}

export function checkedEntry(value: unknown): KnowledgeEntry {
  const parsed = KnowledgeEntry.safeParse(plainCopy(value));
  if (!parsed.success) throw rejection(describeIssues(parsed.error.issues));
  return parsed.data;
}

export function vocabularyNamed(name: unknown): VocabularyId | undefined {
  return (Object.keys(vocabularies) as VocabularyId[]).find((id) => id === name);
}
