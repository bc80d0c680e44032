/** @file ipcMain: an emitter that the web contents feed. */
import { EventEmitter } from 'node:events';
import { strict } from './strict';

export const ipcMain = strict('ipcMain', new EventEmitter());
