/** @file The test projects. `npm test` runs all; `npm run check` runs `unit` only. */
import react from '@vitejs/plugin-react';
import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';

/** Set by build/bootstrap.mjs, which finds or installs a Chromium; without one the browser projects are left out, loudly. */
const executablePath = process.env['SOLACE_CHROMIUM'] ?? '';

const component = {
  plugins: [react()],
  optimizeDeps: {
    include: ['@mui/material', '@emotion/react', '@emotion/styled', '@tanstack/react-query', '@tanstack/react-virtual', 'lucide-react', 'react', 'react-dom/client', 'react/jsx-dev-runtime', 'react-router', 'recharts', 'vitest-browser-react', 'zod', 'axe-core'],
  },
  test: {
    name: 'component',
    include: ['tests/component/**/*.test.tsx'],
    browser: {
      enabled: true,
      headless: true,
      screenshotFailures: false,
      provider: playwright({ launchOptions: { executablePath, args: ['--disable-gpu'] } }),
      instances: [{ browser: 'chromium' as const }],
    },
  },
};

const e2e = { test: { name: 'e2e', include: ['tests/e2e/**/*.test.ts'], testTimeout: 60_000, hookTimeout: 90_000, fileParallelism: false } };

export default defineConfig({
  test: {
    projects: [
      { test: { name: 'unit', include: ['tests/unit/**/*.test.ts'], testTimeout: 20_000 } },
      { test: { name: 'contract', include: ['tests/contract/**/*.test.ts'], testTimeout: 30_000 } },
      ...(executablePath === '' ? [] : [component, e2e]),
    ],
  },
});
