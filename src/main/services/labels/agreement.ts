/** @file Agreement of a label set's annotators: computed by a worker, and once only, since a finished set never changes. */
import type { FieldAgreement, LabelAgreement } from '#shared/contracts/label-results';
import type { Parsed } from '#shared/contracts/index';
import { allFields } from '#shared/domain/label-schema';
import type { LabelAgreementInput } from '../../jobs/tasks/label-agreement';
import { getLabelSetDetails } from '../../store/label-set-repository';
import { countKnown, listVotes } from '../../store/label-value-repository';
import type { LabelDependencies } from './dependencies';

type Request = Parsed<'labels.agreement'>;

/** Asks that run at the same time share one computation; a failed one is forgotten. */
export function createAgreementReader(dependencies: LabelDependencies): (request: Request) => Promise<LabelAgreement> {
  const kept = new Map<string, Promise<LabelAgreement>>();
  return (request) => {
    const { sha256 } = getLabelSetDetails(dependencies.store.db, request.labelSetId);
    const key = JSON.stringify([request, sha256]);
    const known = kept.get(key) ?? measure(dependencies, request);
    kept.set(key, known);
    known.catch(() => kept.delete(key));
    return known;
  };
}

async function measure({ ports, store: { db } }: LabelDependencies, { labelSetId, ci, trust }: Request): Promise<LabelAgreement> {
  const { annotators, fullSchema } = getLabelSetDetails(db, labelSetId);
  const names = annotators.map(({ name }) => name);
  const isWhole = (row: (string | null)[]): row is string[] => row.length === names.length && row.every((vote) => vote !== null);
  const votes = allFields(fullSchema).map(({ id }) => ({ field: id, rows: listVotes(db, labelSetId, id).filter(isWhole) }));
  const input: LabelAgreementInput = { votes, options: { annotators: names, schema: fullSchema, trust, bootstrap: ci } };
  return { annotators: names, fields: await computed(ports, input), trust, knownLeftOut: countKnown(db, labelSetId), bootstrap: ci ?? null };
}

async function computed(ports: LabelDependencies['ports'], input: LabelAgreementInput): Promise<FieldAgreement[]> {
  const run = ports.spawnTask<FieldAgreement[]>('label-agreement', input);
  try {
    for await (const fields of run) return fields;
    throw new Error('the worker ended without a result');
  } finally {
    run.kill();
  }
}
