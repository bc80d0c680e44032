/** @file A button that lets the person choose one text file and hands on its contents. Knows nothing of what is in it. */
import { type ReactNode, useRef } from 'react';
import { Button } from '@mui/material';

export interface TextFile {
  readonly name: string;
  readonly text: string;
}

export interface TextFileButtonProps {
  children: ReactNode;
  icon: ReactNode;
  /** E.g. ".json". */
  accept: string;
  mostBytes: number;
  onFile: (file: TextFile) => void;
  /** A sentence. */
  onFail: (message: string) => void;
}

export function TextFileButton({ children, icon, accept, mostBytes, onFile, onFail }: TextFileButtonProps) {
  const input = useRef<HTMLInputElement>(null);
  const read = async (file: File | undefined) => {
    if (file === undefined) return;
    if (file.size > mostBytes) onFail(`${file.name} is larger than ${mostBytes / 1024 ** 2} MB, so it is not what is looked for here.`);
    else onFile({ name: file.name, text: await file.text() });
  };
  return (
    <>
      <Button variant="outlined" startIcon={icon} onClick={() => input.current?.click()}>
        {children}
      </Button>
      <input
        ref={input}
        type="file"
        accept={accept}
        hidden
        onChange={(event) => {
          void read(event.target.files?.[0]).catch(() => onFail('The file could not be read. Choose it again.'));
          // The same file can be chosen again after it was mended.
          event.target.value = '';
        }}
      />
    </>
  );
}
