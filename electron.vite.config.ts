/** @file How the three bundles are built: main (several entries, Node), preload (CommonJS, sandboxed) and renderer. */
import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';

const at = (path: string) => resolve(import.meta.dirname, path);

/** Kept outside the bundle: native code, and `open`, which looks for helpers beside its own file. Everything else is bundled, so that the command line starts fast. */
const unbundledPackages = ['better-sqlite3', 'koffi', 'onnxruntime-node', 'open'];

export default defineConfig({
  main: {
    build: {
      target: 'node22',
      externalizeDeps: false,
      rollupOptions: {
        external: unbundledPackages,
        input: { index: at('src/main/index.ts'), web: at('src/main/web.ts'), cli: at('src/main/cli.ts'), worker: at('src/main/worker.ts') },
      },
    },
  },
  preload: {
    build: {
      externalizeDeps: false,
      rollupOptions: { input: { index: at('src/preload/index.ts') }, output: { format: 'cjs', entryFileNames: '[name].cjs' } },
    },
  },
  renderer: {
    root: at('src/renderer'),
    plugins: [react()],
    build: { minify: true, target: 'chrome130', chunkSizeWarningLimit: 800, rollupOptions: { input: { index: at('src/renderer/index.html') } } },
  },
});
