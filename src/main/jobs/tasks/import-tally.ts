/** @file Counts what an import finds, record by record: turns, strategies, warnings by code, rejected records, hashes. Pure. */
import type { CorpusCounts, ImportWarning, RejectedRecord } from '#shared/contracts/import-report';
import type { Dialogue } from '#shared/domain/dialogue';

const keptRejected = 1_000;
const keptExampleLength = 300;

export interface ImportTally {
  addDialogue(dialogue: Dialogue): void;
  addEntry(): void;
  warn(code: string, example: string): void;
  reject(record: RejectedRecord): void;
  result(): { counts: CorpusCounts; warnings: ImportWarning[]; rejected: RejectedRecord[] };
}

export function createImportTally(): ImportTally {
  const counts = { dialogues: 0, utterances: 0, seekerTurns: 0, supporterTurns: 0, entries: 0 };
  const strategies = new Map<string, number>();
  const warnings = new Map<string, ImportWarning>();
  const rejected: RejectedRecord[] = [];

  const warn = (code: string, example: string): void => {
    const known = warnings.get(code);
    warnings.set(code, known === undefined ? { code, count: 1, example: example.slice(0, keptExampleLength) } : { ...known, count: known.count + 1 });
  };

  return {
    addDialogue(dialogue) {
      counts.dialogues += 1;
      counts.utterances += dialogue.turns.length;
      for (const { speaker, strategy } of dialogue.turns) {
        if (speaker === 'seeker') {
          counts.seekerTurns += 1;
          continue;
        }
        counts.supporterTurns += 1;
        if (strategy !== undefined) strategies.set(strategy, (strategies.get(strategy) ?? 0) + 1);
      }
    },
    addEntry() {
      counts.entries += 1;
    },
    warn,
    reject(record) {
      if (rejected.length < keptRejected) rejected.push(record);
      else warn('more-rejected', `only the first ${keptRejected} rejected records are listed; next was record ${record.index} of ${record.file}: ${record.reason}`);
    },
    result: () => ({ counts: { ...counts, strategies: Object.fromEntries(strategies) }, warnings: [...warnings.values()], rejected }),
  };
}
