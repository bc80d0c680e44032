/** @file Usage, options and exit codes without a workspace: what is decided before any work begins. */
import { describe, expect, test } from 'vitest';
import { runCommandLine } from '#main/hosts/cli/command-line';
import { exitCodes } from '#main/hosts/cli/exit-codes';
import { errorCodes } from '#shared/contracts/errors';

async function run(...args: string[]) {
  const written = { out: '', error: '' };
  const code = await runCommandLine(args, {
    startWebHost: () => Promise.reject(new Error('not served here')),
    streams: { out: { write: (text) => void (written.out += text) }, error: { write: (text) => void (written.error += text) } },
    signal: new AbortController().signal,
  });
  return { code, ...written };
}

describe('wrong usage is exit code 2 and one line that says what to do', () => {
  test.each([
    [[], /--help/],
    [['nope'], /unknown command 'nope'/],
    [['corpus'], /subcommand/],
    [['corpus', 'import'], /--name/],
    [['corpus', 'import', '--name', 'A'], /missing required argument 'file'/],
    [['corpus', 'import', 'a.json'], /--name/],
    [['corpus', 'import', 'a.json', '--name', 'A', '--labels', 'nonsense'], /FOUND=LABEL/],
    [['corpus', 'split', 'A', '--mode', 'random'], /sequential, seeded, file/],
    [['corpus', 'split', 'A', '--seed', '-1'], /--seed/],
    [['corpus', 'list', '--jason'], /unknown option '--jason'/],
    [['serve', '--port', '99999'], /65535/],
    [['bench', 'nothing'], /unknown command|subcommand/],
  ])('%j', async (args, told) => {
    const { code, out, error } = await run(...args);
    expect({ code, out, lines: error.split('\n').length }).toEqual({ code: 2, out: '', lines: 2 });
    expect(error).toMatch(/^solace: /);
    expect(error).toMatch(told);
  });

  test('and one JSON document with --json, before or after the command', async () => {
    for (const args of [['--json', 'nope'], ['corpus', 'import', '--json'], ['corpus', '--json', 'show']]) {
      const { code, out, error } = await run(...args);
      expect({ code, error }).toEqual({ code: 2, error: '' });
      expect(JSON.parse(out)).toEqual({ error: { code: 'INVALID_INPUT', message: expect.any(String), details: {} } });
    }
  });
});

test('help and version are no errors', async () => {
  expect(await run('--help')).toMatchObject({ code: 0, out: expect.stringContaining('corpus'), error: '' });
  expect(await run('corpus', 'import', '--help')).toMatchObject({ code: 0, out: expect.stringContaining('--dry-run') });
  expect(await run('--version')).toMatchObject({ code: 0, out: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) });
});

test('every error has an exit code that scripts may depend on', () => {
  expect(errorCodes.map((code) => [code, exitCodes[code]])).toEqual([
    ['INVALID_INPUT', 2],
    ['NOT_FOUND', 3],
    ['CONFLICT', 4],
    ['FORBIDDEN', 2],
    ['LIMIT', 5],
    ['CANCELLED', 130],
    ['UNSUPPORTED', 2],
    ['WORKSPACE', 2],
    ['DISCONNECTED', 1],
    ['INTERNAL', 1],
  ]);
});
