import { expect, test } from 'vitest';
import { readWebArguments } from '#main/hosts/web/web-arguments';

test('nothing typed means a free port on this machine alone, and an open browser', () => {
  expect(readWebArguments([])).toEqual({ port: undefined, host: undefined, workspacePath: undefined, shouldOpen: true });
});

test('every option is read', () => {
  expect(readWebArguments(['--port', '5210', '--host=0.0.0.0', '--workspace', '/data/w', '--no-open'])).toEqual({ port: 5210, host: '0.0.0.0', workspacePath: '/data/w', shouldOpen: false });
});

test.each([['--port', 'x'], ['--port', '70000'], ['--port', ''], ['--port', '-1'], ['--colour'], ['extra'], ['--port']])('%s %s is refused with what would be right', (...args) => {
  expect(() => readWebArguments(args.filter((one) => one !== undefined))).toThrow(expect.objectContaining({ code: 'INVALID_INPUT', message: expect.stringContaining('--port') as string }));
});
