import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const root = fileURLToPath(new URL('../..', import.meta.url))
const compiler = join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin', 'tsc')

export interface Build {
  /** Holds `src/`, `sandbox/` and `bench/` as JavaScript. */
  readonly directory: string
  remove(): Promise<void>
}

/** Compiles the project into a folder of its own, for tests that start it as another process. */
export async function buildProject(): Promise<Build> {
  // Inside the project, so that the compiled files find its packages.
  const directory = await mkdtemp(join(root, '.build-'))
  const remove = () => rm(directory, { recursive: true, force: true })
  // `npm run types` checks, and checks more than this.
  const compile = [
    compiler,
    '--project',
    'tsconfig.build.json',
    '--outDir',
    directory,
    '--noCheck',
    '--sourceMap',
    'false',
  ]
  await promisify(execFile)(process.execPath, compile, { cwd: root }).catch(async (error: unknown) => {
    await remove()
    throw error
  })
  return { directory, remove }
}
