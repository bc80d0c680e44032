/** @file Runs before any module: tells zod not to try `new Function`, which the content security policy would report as a violation. */
globalThis.__zod_globalConfig = { jitless: true };
