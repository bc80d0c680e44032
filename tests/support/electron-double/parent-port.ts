/** @file Preloaded in every utility process: `process.parentPort` over the fork's own channel. */
import { EventEmitter } from 'node:events';

const events = new EventEmitter();
process.on('message', (data) => events.emit('message', { data, ports: [] }));
process.on('disconnect', () => process.exit(0));
Object.defineProperty(process, 'parentPort', { value: Object.assign(events, { postMessage: (message: object) => process.send?.(message) }) });
Object.defineProperty(process, 'type', { value: 'utility' });
