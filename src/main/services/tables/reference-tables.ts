/** @file The published values of the three papers, as they lie in resources/reference; read once and checked. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { AppError } from '#shared/contracts/errors';
import { describeIssues } from '#shared/contracts/describe-issues';
import { ReferenceTable } from '#shared/contracts/tables';

const files = ['esca.json', 'straq.json', 'cso.json'];

const Paper = z.object({ paper: z.string(), title: z.string(), tables: z.array(ReferenceTable.omit({ paper: true })) });

export function createReferenceTables(resourcesPath: string): () => Promise<ReferenceTable[]> {
  let tables: Promise<ReferenceTable[]> | undefined;
  return () => {
    tables ??= Promise.all(files.map((name) => read(join(resourcesPath, 'reference', name)))).then((papers) => papers.flat());
    return tables;
  };
}

async function read(path: string): Promise<ReferenceTable[]> {
  const json: unknown = await readFile(path, 'utf8').then(JSON.parse, (error: unknown) => {
    throw new AppError('WORKSPACE', `${path} cannot be read; install Solace again, or set SOLACE_RESOURCES.`, { cause: error });
  });
  const checked = Paper.safeParse(json);
  if (!checked.success) throw new AppError('WORKSPACE', `${path}: ${describeIssues(checked.error.issues)}. Install Solace again.`);
  return checked.data.tables.map((table) => ({ ...table, paper: checked.data.paper }));
}
