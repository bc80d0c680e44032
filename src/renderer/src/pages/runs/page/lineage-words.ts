/** @file What the nodes of a lineage are called, where they lead, and what joins them, in words. */
import { Blocks, Boxes, Database, FileBox, FlaskConical, Library, type LucideIcon, MessageSquareText, Ruler, Split, Tags, Trophy } from 'lucide-react';
import type { Lineage, LineageNode } from '#shared/contracts/run-results';
import { CorpusId, LabelSetId, MeasurementId, RunId } from '#shared/domain/ids';
import { paths } from '../../../app/paths';

export const nodeLooks: { readonly [K in LineageNode['kind']]: { word: string; icon: LucideIcon } } = {
  corpus: { word: 'Corpus', icon: Library },
  split: { word: 'Split', icon: Split },
  'label-set': { word: 'Label set', icon: Tags },
  gold: { word: 'Gold', icon: Trophy },
  dataset: { word: 'Dataset', icon: Database },
  model: { word: 'Model', icon: Boxes },
  endpoint: { word: 'Endpoint', icon: Blocks },
  run: { word: 'Run', icon: FlaskConical },
  prompt: { word: 'Prompt', icon: MessageSquareText },
  measurement: { word: 'Measurement', icon: Ruler },
  artifact: { word: 'Artefact', icon: FileBox },
};

export const relationWords: { readonly [R in Lineage['edges'][number]['relation']]: string } = {
  input: 'went into',
  output: 'made',
  need: 'was needed by',
  part: 'has the part',
  artifact: 'wrote',
  reproduction: 'was repeated by',
};

/** Undefined where the thing has no page of its own. */
export function nodePath({ kind, id }: LineageNode): string | undefined {
  const number = Number(id);
  if (kind === 'run') return ifFound(RunId.safeParse(number).data, paths.run);
  if (kind === 'corpus') return ifFound(CorpusId.safeParse(number).data, paths.corpus);
  if (kind === 'label-set') return ifFound(LabelSetId.safeParse(number).data, paths.labelSet);
  if (kind === 'measurement') return ifFound(MeasurementId.safeParse(number).data, paths.measurement);
  if (kind === 'prompt') return paths.prompts;
  if (kind === 'model') return paths.models;
  return kind === 'endpoint' ? paths.endpoints : undefined;
}

function ifFound<Id>(id: Id | undefined, pathOf: (id: Id) => string): string | undefined {
  return id === undefined ? undefined : pathOf(id);
}
