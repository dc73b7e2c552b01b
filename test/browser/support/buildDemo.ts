import { join } from 'node:path'
import { build } from 'vite'
import type { TestProject } from 'vitest/node'
import { buildProject } from '../../support/buildProject.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** The folder of the compiled project, the page among it. */
    build: string
  }
}

/** Compiles what `npm run demo` compiles, once for all files, into a folder of its own. */
export default async function buildDemo(project: TestProject): Promise<() => Promise<void>> {
  const compiled = await buildProject()
  await build({
    configFile: 'sandbox/web/page/vite.config.ts',
    build: { outDir: join(compiled.directory, 'sandbox/web/page') },
  })
  project.provide('build', compiled.directory)
  return () => compiled.remove()
}
