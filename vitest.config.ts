import { accessSync, constants, statfsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** Without processes, sockets and whole bots: seconds. The others play the bot as a whole. */
const units = [
  'test/{domain,lib,config,interactions,views,commands,components,log}/**/*.test.ts',
  'test/services/{delivery,generation,limits,providers,schedule}/**/*.test.ts',
]

/** A few databases and videos at a time; a container without a wish of its own has less. */
const roomForTests = 1024 ** 3

/** In memory where there is room: a database waits for its disk at each of its thousands of commits. */
function chooseTemporaryFolder(): string {
  const inMemory = '/dev/shm'
  try {
    accessSync(inMemory, constants.W_OK)
    const { bavail, bsize } = statfsSync(inMemory)
    return bavail * bsize >= roomForTests ? inMemory : tmpdir()
  } catch {
    return tmpdir()
  }
}

const isLong = ({ moduleId }: TestSpecification) => moduleId.includes('/test/kill/')

/** What takes a minute begins first, so that no core is left alone with it at the end. */
class LongFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files)
    return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))]
  }
}

export default defineConfig({
  test: {
    // A worker keeps its modules from file to file: loading discord.js once more for each costs more than the tests.
    isolate: false,
    maxWorkers: '100%',
    sequence: { sequencer: LongFirst },
    testTimeout: 30_000,
    env: { TMPDIR: chooseTemporaryFolder() },
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
