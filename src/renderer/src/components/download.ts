/** @file Hands the person a file made in the page, and copies text. Knows nothing of the workbench. */

export function downloadBlob(blob: Blob, fileName: string): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = fileName;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

export function downloadText(text: string, file: { name: string; type: string }): void {
  downloadBlob(new Blob([text], { type: `${file.type};charset=utf-8` }), file.name);
}

/** A file name out of a title: "Turns per dialogue" gives "turns-per-dialogue". */
export function fileStem(title: string): string {
  const stem = title.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '-').replace(/^-|-$/g, '');
  return stem === '' ? 'solace' : stem;
}
