import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { buildProject } from './buildProject.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    /** The folder of the compiled project, for bots that are processes of their own. */
    build: string
    /** The compiled `src/mediaWorker.ts`, for bots that run inside a test. */
    mediaWorker: string
  }
}

/** Compiles the project once for all tests: not every supported Node runs TypeScript. */
export default async function compile(project: TestProject): Promise<() => Promise<void>> {
  const { directory, remove } = await buildProject()
  project.provide('build', directory)
  project.provide('mediaWorker', join(directory, 'src', 'mediaWorker.js'))
  return remove
}
