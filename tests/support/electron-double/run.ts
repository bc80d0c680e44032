/**
 * @file `node run.ts out/main/index.js`: runs the built program with this double where it imports "electron".
 * As with Electron, the program is ready only after its entry has been evaluated: an entry that waits for that hangs here too.
 */
import { registerHooks } from 'node:module';
import { pathToFileURL } from 'node:url';

const doubleFolder = new URL('./', import.meta.url).href;

registerHooks({
  resolve(specifier, context, next) {
    if (specifier === 'electron') return { url: `${doubleFolder}electron.ts`, format: 'module-typescript', shortCircuit: true };
    // The files of the double import each other without an extension, as the whole repository does.
    const isOwn = specifier.startsWith('./') && context.parentURL?.startsWith(doubleFolder) === true;
    return next(isOwn ? `${specifier}.ts` : specifier, context);
  },
});

Object.defineProperty(process, 'type', { value: 'browser' });

const { app } = await import('./app');
await import(pathToFileURL(process.argv[2] ?? '').href);
app.becomeReady();
