/** @file For a child process that runs a TypeScript file of ours as it is: imports without an extension mean `.ts`, JSON needs no attribute. */
import { registerHooks } from 'node:module';

registerHooks({
  resolve(specifier, context, nextResolve) {
    const isOurs = specifier.startsWith('.') && !/\.[a-z]+$/.test(specifier) && !context.parentURL?.includes('/node_modules/');
    if (specifier.endsWith('.json')) return { ...nextResolve(specifier, context), importAttributes: { type: 'json' } };
    return nextResolve(isOurs ? `${specifier}.ts` : specifier, context);
  },
});
