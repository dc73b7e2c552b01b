import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/lint/fixtures/**'],
    testTimeout: 30_000,
    dangerouslyIgnoreUnhandledErrors: false,
  },
})
