import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // Those in a browser are run by a command of their own.
    exclude: ['test/browser/**'],
    globalSetup: ['test/support/mediaWorker.ts'],
    testTimeout: 30_000,
    dangerouslyIgnoreUnhandledErrors: false,
  },
})
