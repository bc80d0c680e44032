/** @file What the first rows become under the mapping that is being made, as the core reads them. The last answer stays while the next is awaited. */
import type { ColumnMapping } from '#shared/contracts/corpora';
import type { Output } from '#shared/contracts/index';
import { useCommand } from '../../../api/use-command';
import type { ImportDraft } from '../import-draft';

export function useTriedMapping(draft: ImportDraft, mapping: ColumnMapping, { isOff }: { isOff: boolean }): Output<'corpora.tryMapping'> {
  const [file] = draft.files;
  // Without a file there is nothing to ask; the id only satisfies the type of a question that is never sent.
  const fileId = file?.fileId ?? ('' as NonNullable<typeof file>['fileId']);
  const answer = useCommand('corpora.tryMapping', { fileId, options: { ...draft.options, mapping } }, { keepsPrevious: true, isEnabled: file !== undefined && !isOff });
  if (answer.error !== null) return { records: [], problems: [answer.error.message] };
  return answer.data ?? { records: [], problems: [] };
}
