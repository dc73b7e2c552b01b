import { defineConfig } from 'vitest/config'

/** Without processes, sockets and whole bots: seconds. The others play the bot as a whole. */
const units = [
  'test/{domain,lib,config,interactions,views,commands,components,log}/**/*.test.ts',
  'test/services/{delivery,generation,limits,providers}/**/*.test.ts',
]

export default defineConfig({
  test: {
    // A worker keeps its modules from file to file: loading discord.js once more for each costs more than the tests.
    isolate: false,
    testTimeout: 30_000,
    dangerouslyIgnoreUnhandledErrors: false,
    projects: [
      { extends: true, test: { name: 'units', include: units } },
      {
        extends: true,
        test: {
          name: 'house',
          include: ['test/**/*.test.ts'],
          // Those in a browser are run by a command of their own.
          exclude: [...units, 'test/browser/**'],
          globalSetup: ['test/support/compile.ts'],
        },
      },
    ],
  },
})
