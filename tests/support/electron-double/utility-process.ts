/** @file utilityProcess: a forked Node process with Electron's parent port. */
import { fork } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { ForkOptions } from 'electron';
import { strict } from './strict';

const parentPort = fileURLToPath(new URL('./parent-port.ts', import.meta.url));

export const utilityProcess = strict('utilityProcess', {
  fork(modulePath: string, args: string[], options: ForkOptions) {
    const [, stdout = 'inherit', stderr = 'inherit'] = Array.isArray(options.stdio) ? options.stdio : [];
    const child = fork(modulePath, args, { serialization: 'advanced', execArgv: ['--experimental-strip-types', '--disable-warning=ExperimentalWarning', '--import', parentPort], stdio: ['ignore', stdout, stderr, 'ipc'] });
    const events = new EventEmitter();
    child.on('message', (message) => events.emit('message', message));
    child.on('exit', (code) => events.emit('exit', code ?? 1));
    const members = { postMessage: (message: object) => child.connected && child.send(message), kill: () => child.kill(), stdout: child.stdout, stderr: child.stderr };
    return strict('UtilityProcess', Object.assign(events, members));
  },
});
