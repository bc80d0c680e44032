/** @file One column to be measured: a file dropped or chosen, or a column of a corpus; then what was found in it, or what is wrong with it. */
import { useId, useState } from 'react';
import { Box, Button, Typography } from '@mui/material';
import { FileUp, Library } from 'lucide-react';
import type { FileHandle } from '#shared/contracts/files';
import type { CorpusColumn } from '#shared/contracts/measure';
import { type UploadProgress, useFiles } from '../../../api/files';
import { useCommand } from '../../../api/use-command';
import { FileDrop } from '../../../components/FileDrop';
import { messageOf } from '../../../components/format';
import { UploadNote } from '../../corpora/UploadNote';
import { CorpusChoice } from './CorpusChoice';
import { newFileDraft, type SourceDraft } from './drafts';
import { FieldProblem } from './FieldProblem';
import { FileChoice } from './FileChoice';

export interface SourceFieldProps {
  label: string;
  help: string;
  value: SourceDraft | null;
  onChange: (value: SourceDraft | null) => void;
  /** Columns of a corpus that fit here, the usual one first. */
  corpusColumns: readonly [CorpusColumn, ...CorpusColumn[]];
  /** What the last run said of this field. */
  problem?: string | undefined;
}

export function SourceField({ label, help, value, onChange, corpusColumns, problem }: SourceFieldProps) {
  const incoming = useIncomingFile((file) => onChange(newFileDraft(file)));
  const corpora = useCommand('corpora.list', { kind: 'dialogues' });
  const first = corpora.data?.[0];
  const takeFromCorpus = () => first !== undefined && onChange({ kind: 'corpus', corpusId: first.id, split: null, column: corpusColumns[0], skipsOpening: corpusColumns[0] === 'supporterReplies' });
  return (
    <FieldFrame label={label} help={help} onDrop={incoming.take}>
      <UploadNote progress={incoming.progress} />
      {incoming.problem !== null && <FieldProblem key={incoming.problem} message={incoming.problem} />}
      {value === null && (
        <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 1, py: 1 }}>
          <Button variant="outlined" startIcon={<FileUp size={15} aria-hidden />} onClick={() => incoming.choose(label)} disabled={incoming.progress !== null} aria-label={`Choose a file: ${label}`}>
            Choose a file…
          </Button>
          {first !== undefined && (
            <Button startIcon={<Library size={15} aria-hidden />} onClick={takeFromCorpus} aria-label={`Take from a corpus: ${label}`}>
              Take from a corpus
            </Button>
          )}
          <Typography variant="body2" sx={{ color: 'text.secondary' }}>
            or drop a file here
          </Typography>
        </Box>
      )}
      {value?.kind === 'file' && <FileChoice label={label} value={value} onChange={onChange} problem={problem} />}
      {value?.kind === 'corpus' && <CorpusChoice label={label} corpora={corpora.data ?? []} columns={corpusColumns} value={value} onChange={onChange} />}
      {problem !== undefined && <FieldProblem key={problem} message={problem} />}
    </FieldFrame>
  );
}

/** A titled card that takes dropped files. */
export function FieldFrame({ label, help, onDrop, children }: { label: string; help: string; onDrop: (files: File[]) => void; children: React.ReactNode }) {
  const titleId = useId();
  return (
    <Box role="group" aria-labelledby={titleId} sx={{ minWidth: 0, border: 1, borderColor: 'divider', borderRadius: 1.5, backgroundColor: 'background.paper' }}>
      <FileDrop invitation={label} onDrop={onDrop}>
        <Box sx={{ p: 2 }}>
          <Typography variant="h3" id={titleId}>
            {label}
          </Typography>
          <Typography variant="caption" component="p" sx={{ color: 'text.secondary', m: 0, mb: 0.75 }}>
            {help}
          </Typography>
          {children}
        </Box>
      </FileDrop>
    </Box>
  );
}

export interface IncomingFile {
  readonly choose: (title: string) => void;
  readonly take: (files: File[]) => void;
  readonly progress: UploadProgress | null;
  readonly problem: string | null;
}

export function useIncomingFile(onFile: (file: FileHandle) => void): IncomingFile {
  const files = useFiles();
  const [progress, setProgress] = useState<UploadProgress | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const bringIn = async (arriving: Promise<FileHandle[]>) => {
    setProblem(null);
    try {
      const [file] = await arriving;
      if (file !== undefined) onFile(file);
    } catch (error) {
      setProblem(messageOf(error));
    } finally {
      setProgress(null);
    }
  };
  return {
    choose: (title) => void bringIn(files.pick({ title, isMultiple: false, accept: '.txt,.json,.jsonl,.ndjson,.csv,.tsv', onProgress: setProgress })),
    take: (dropped) => void bringIn(files.upload(dropped.slice(0, 1), { onProgress: setProgress })),
    progress,
    problem,
  };
}
