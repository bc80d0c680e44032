/** @file A schema being written that survives a reload, until it is saved or given up. */
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { SchemaDraft } from './schema-draft';

export interface KeptDraft {
  readonly draft: SchemaDraft;
  readonly isChanged: boolean;
  /** Always the same function. Edits made before the next drawing build on one another. */
  readonly edit: EditDraft;
  /** Back to where it began. */
  readonly forget: () => void;
}

export type EditDraft = (change: (now: SchemaDraft) => SchemaDraft) => void;

/** Another key needs another component. */
export function useSchemaDraft(key: string, begun: SchemaDraft): KeptDraft {
  const [start] = useState(() => SchemaDraft.parse(begun));
  const [draft, setDraft] = useState(() => keptDraft(key) ?? start);
  const startText = useMemo(() => JSON.stringify(start), [start]);
  const isChanged = useMemo(() => JSON.stringify(draft) !== startText, [draft, startText]);
  const latest = useRef(draft);
  useEffect(() => {
    latest.current = draft;
  }, [draft]);
  const edit = useCallback<EditDraft>(
    (change) => {
      const next = change(latest.current);
      latest.current = next;
      keepDraft(key, next);
      setDraft(next);
    },
    [key],
  );
  const forget = useCallback(() => {
    localStorage.removeItem(storageKey(key));
    setDraft(start);
  }, [key, start]);
  return { draft, isChanged, edit, forget };
}

/** What the page at this key will begin with. */
export function keepDraft(key: string, draft: SchemaDraft): void {
  localStorage.setItem(storageKey(key), JSON.stringify(draft));
}

/** What was kept by another version and no longer fits is passed over. */
function keptDraft(key: string): SchemaDraft | undefined {
  try {
    return SchemaDraft.safeParse(JSON.parse(localStorage.getItem(storageKey(key)) ?? 'null')).data;
  } catch {
    return undefined;
  }
}

function storageKey(key: string): string {
  return `solace.draft.${key}`;
}
