/** @file PPDPP's and DPDP's line files: one conversation a line, as JSON or as a Python dict, speakers usr and sys, no survey. */
import { convertRecords } from './conversion';
import { esconvDialogue } from './esconv-record';
import type { Importer, Probe } from './importer';
import { dialogShape } from './probe';
import { parseFrames, parseJson, type ParseResult } from './records/json-records';
import { recordLimits } from './records/limits';
import { readLines } from './records/lines';
import { parsePythonLiteral } from './records/python-literal';

export const ppdppImporter: Importer = {
  id: 'ppdpp',
  label: 'PPDPP line file',
  description: 'esc-train.txt, esc-valid.txt and esc-test.txt of PPDPP and DPDP: one conversation a line, JSON or a Python dict.',
  kind: 'dialogues',
  extensions: ['.txt', '.jsonl'],
  vocabulary: 'esconv8',
  needsMapping: false,
  recognise(probe) {
    const pythonRecord = firstPythonRecord(probe);
    const shape = dialogShape(pythonRecord === undefined ? probe.records : [pythonRecord]);
    if (shape === null || !shape.turnKeys.has('text')) return null;
    if (pythonRecord !== undefined) return { confidence: 0.95, reason: 'lines are Python dicts with a "dialog" list whose turns have "text" and "speaker"' };
    const isPpdpp = !shape.recordKeys.has('survey_score') && (shape.speakers.has('usr') || shape.speakers.has('sys')) && !probe.head.trimStart().startsWith('[');
    return isPpdpp ? { confidence: 0.9, reason: 'lines have a "dialog" list with speakers usr and sys, and no survey scores' } : null;
  },
  read: (source, options) => convertRecords(parseFrames(readLines(source), parseLine), { vocabulary: 'esconv8', toDialogue: esconvDialogue }, { source, options }),
};

/** The first record of a file whose first line is a Python dict and not JSON. */
function firstPythonRecord(probe: Probe): unknown {
  if (probe.records.length > 0) return undefined;
  const line = probe.head.trimStart().split('\n', 1)[0] ?? '';
  if (!/^\{\s*u?['"]/.test(line)) return undefined;
  const parsed = parsePythonLiteral(line.trim(), recordLimits.maxDepth);
  return 'value' in parsed ? parsed.value : undefined;
}

function parseLine(line: string): ParseResult {
  const json = parseJson(line, recordLimits.maxDepth);
  if ('value' in json) return json;
  const python = parsePythonLiteral(line, recordLimits.maxDepth);
  return 'value' in python || !line.startsWith('{"') ? python : json;
}
