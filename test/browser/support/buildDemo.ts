import { execFile } from 'node:child_process'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { TestProject } from 'vitest/node'
import { buildProject } from '../../support/buildProject.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** The folder of the compiled project, the page among it. */
    build: string
  }
}

const root = fileURLToPath(new URL('../../..', import.meta.url))
const vite = join(dirname(createRequire(import.meta.url).resolve('vite/package.json')), 'bin', 'vite.js')

/** Builds what `npm run demo` builds, once for all files, into a folder of its own. */
export default async function buildDemo(project: TestProject): Promise<() => Promise<void>> {
  const { directory, remove } = await buildProject()
  const page = ['--config', 'sandbox/web/page/vite.config.ts', '--outDir', join(directory, 'sandbox/web/page')]
  // A process of its own: in this one packages would be told that they are being tested.
  await promisify(execFile)(process.execPath, [vite, 'build', ...page], { cwd: root, env: {} }).catch(
    async (error: unknown) => {
      await remove()
      throw error
    },
  )
  project.provide('build', directory)
  return remove
}
