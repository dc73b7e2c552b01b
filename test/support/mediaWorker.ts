import { mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'
import type { TestProject } from 'vitest/node'

declare module 'vitest' {
  export interface ProvidedContext {
    /** The compiled `src/mediaWorker.ts`, for bots that run inside a test. */
    mediaWorker: string
  }
}

const root = fileURLToPath(new URL('../..', import.meta.url))

/**
 * Compiles the bot's second process once for all tests: not every supported Node runs TypeScript. Bots that are processes of
 * their own bring their own.
 */
export default async function buildMediaWorker(project: TestProject): Promise<() => Promise<void>> {
  // Inside the project, so that the compiled files find its packages.
  const directory = await mkdtemp(join(root, '.build-worker-'))
  await build({
    root,
    configFile: false,
    logLevel: 'error',
    build: { ssr: 'src/mediaWorker.ts', outDir: directory, emptyOutDir: false, target: 'node20', minify: false },
  })
  project.provide('mediaWorker', join(directory, 'mediaWorker.js'))
  return () => rm(directory, { recursive: true, force: true })
}
