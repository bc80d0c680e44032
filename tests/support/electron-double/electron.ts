/**
 * @file A double of Electron's main-process API over Chromium, for machines without the Electron binary. It runs the built program as it is.
 * It has what the program uses; everything else throws by name. Window management, real menus and dialogs, fuses and asar are out of its reach.
 */
import { app } from './app';
import { protocol, session } from './browser';
import { BrowserWindow } from './browser-window';
import { dialog, Menu, nativeTheme, screen, shell } from './desktop';
import { answerTests } from './driver';
import { ipcMain } from './ipc-main';
import { safeStorage } from './safe-storage';
import { utilityProcess } from './utility-process';

export { app, BrowserWindow, dialog, ipcMain, Menu, nativeTheme, protocol, safeStorage, screen, session, shell, utilityProcess };

answerTests({ app, BrowserWindow, dialog, ipcMain, Menu, nativeTheme, protocol, safeStorage, screen, session, shell, utilityProcess });
