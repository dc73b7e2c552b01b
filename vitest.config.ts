import { accessSync, constants, statfsSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
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

/** What takes a minute or more by itself, the longest first. */
const long = [
  'kill/transitions',
  'kill/fullDisk',
  'bench/run',
  'kill/randomMoments',
  'kill/',
  'flows/manyGenerations',
  'services/media/mediaWorker',
  'flows/closedForAMoment',
  'flows/resultFiles',
  'sandbox/demo/',
  'index.test',
  'sandbox/web/server/webDemo',
]

function rank({ project, moduleId }: TestSpecification): number {
  const place = long.findIndex((name) => moduleId.includes(`/test/${name}`))
  if (place !== -1) return place
  return project.name === 'units' ? long.length + 1 : long.length
}

/**
 * What takes long begins first, so that no core is left alone with it at the end. And one project after the other: a worker that
 * would go on with a file of another project is ended, and the next one loads everything anew.
 */
class LongFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files)
    return sorted.sort((one, other) => rank(one) - rank(other))
  }
}

export default defineConfig({
  test: {
    // A worker keeps its modules from file to file: loading discord.js once more for each costs more than the tests.
    isolate: false,
    // One more than there are cores: many tests wait for a disk, a thread or a process of theirs.
    maxWorkers: availableParallelism() + 1,
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
