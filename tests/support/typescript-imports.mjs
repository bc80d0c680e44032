/** @file For a child process that runs a TypeScript file of ours as it is: imports without an extension mean `.ts`. */
import { registerHooks } from 'node:module';

registerHooks({
  resolve(specifier, context, nextResolve) {
    const isOurs = specifier.startsWith('.') && !/\.[a-z]+$/.test(specifier) && !context.parentURL?.includes('/node_modules/');
    return nextResolve(isOurs ? `${specifier}.ts` : specifier, context);
  },
});
