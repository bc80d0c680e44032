/** @file Every format that Solace reads and writes, and the choice among them by content. A new format is one import line and one entry here. */
import { AppError } from '#shared/contracts/errors';
import { escProImporter } from './esc-pro';
import { escProPairsImporter } from './esc-pro-pairs';
import { escaStatesImporter } from './esca-states';
import { esconvImporter } from './esconv';
import { esconvJsonlImporter } from './esconv-jsonl';
import { escaStatesExporter } from './export-esca-states';
import { esconvExporter } from './export-esconv';
import { extesImporter, extesUnlabelledImporter } from './extes';
import type { Exporter, Importer, Probe, Recognition } from './importer';
import { counselChatImporter } from './counsel-chat';
import { emoDynamiXImporter } from './emodynamix';
import { empatheticDialoguesImporter } from './empathetic-dialogues';
import { erPostsImporter } from './er-posts';
import { genericCsvImporter, genericJsonlImporter, qaTableImporter } from './generic';
import { psyQaImporter } from './psyqa';
import { solaceCsvExporter, solaceCsvImporter } from './solace-csv';
import { solaceJsonlExporter, solaceJsonlImporter, solaceKnowledgeJsonlExporter, solaceKnowledgeJsonlImporter } from './solace-jsonl';
import { solaceKnowledgeCsvExporter, solaceKnowledgeCsvImporter } from './solace-knowledge-csv';
import { ppdppImporter } from './ppdpp';
import { preferenceImporter } from './preference';
import { describe, isFields } from './records/fields';

export const importers: readonly Importer[] = [
  esconvImporter,
  esconvJsonlImporter,
  ppdppImporter,
  escaStatesImporter,
  extesImporter,
  extesUnlabelledImporter,
  escProImporter,
  escProPairsImporter,
  preferenceImporter,
  solaceJsonlImporter,
  solaceCsvImporter,
  empatheticDialoguesImporter,
  emoDynamiXImporter,
  solaceKnowledgeJsonlImporter,
  solaceKnowledgeCsvImporter,
  erPostsImporter,
  counselChatImporter,
  psyQaImporter,
  qaTableImporter,
  genericCsvImporter,
  genericJsonlImporter,
];

export const exporters: readonly Exporter[] = [
  esconvExporter,
  escaStatesExporter,
  solaceJsonlExporter,
  solaceCsvExporter,
  solaceKnowledgeJsonlExporter,
  solaceKnowledgeCsvExporter,
];

export function findImporter(format: string): Importer {
  const importer = importers.find((one) => one.id === format);
  if (importer !== undefined) return importer;
  throw new AppError('INVALID_INPUT', `There is no format "${format}" to import. Use auto or one of: ${importers.map((one) => one.id).join(', ')}.`, { details: { format } });
}

export function findExporter(format: string): Exporter {
  const exporter = exporters.find((one) => one.id === format);
  if (exporter !== undefined) return exporter;
  throw new AppError('INVALID_INPUT', `There is no format "${format}" to export. Use one of: ${exporters.map((one) => one.id).join(', ')}.`, { details: { format } });
}

export interface FormatChoice {
  /** Null where nothing fits. */
  readonly importer: Importer | null;
  /** One sentence: why this format, or why none. */
  readonly reason: string;
  /** Everything that may fit, the best first. */
  readonly candidates: readonly ({ readonly format: string } & Recognition)[];
}

const leastConfidence = 0.5;

/** Chooses the format that fits the content best; among equals, the one registered first. */
export function recogniseFormat(probe: Probe): FormatChoice {
  const candidates = importers
    .flatMap((importer) => {
      const recognition = importer.recognise(probe);
      return recognition === null ? [] : [{ format: importer.id, ...recognition }];
    })
    .sort((a, b) => b.confidence - a.confidence);
  const best = candidates[0];
  const importer = importers.find((one) => one.id === best?.format) ?? null;
  if (best !== undefined && importer !== null && best.confidence > leastConfidence) return { importer, reason: `${importer.label}: ${best.reason}`, candidates };
  return { importer: null, reason: noFormatReason(probe), candidates };
}

function noFormatReason(probe: Probe): string {
  const name = probe.fileName;
  if (probe.head.trim() === '') return `${name} is empty.`;
  const first = probe.records[0];
  if (isFields(first)) return `${name} is JSON, but its first record fits no known format; it has the keys ${Object.keys(first).slice(0, 12).join(', ') || '(none)'}. Choose a format, or “${genericJsonlImporter.label}” to say what its fields mean.`;
  if (first !== undefined) return `${name} is JSON, but its records are no objects: the first one is ${describe(first)}. Choose a format if you know it.`;
  if (/^\s*[[{]/.test(probe.head)) return `${name} looks like JSON, but no complete record was found in ${probe.isWhole ? 'it' : 'its first 256 KiB'}. Check whether it is broken.`;
  if (probe.csvHeader !== null) return `${name} is a table with the columns ${probe.csvHeader.slice(0, 12).join(', ')}, which fit no known format. Choose a format, or “${genericCsvImporter.label}” to say what its columns mean.`;
  return `${name} is neither JSON nor a table: it starts with ${JSON.stringify(probe.head.trimStart().slice(0, 40))}. Choose a format if you know it.`;
}
