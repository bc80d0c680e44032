/** @file `node --import register.ts out/main/index.js`: gives the built program this double where it imports "electron". */
import { registerHooks } from 'node:module';

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
