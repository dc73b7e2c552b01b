import { execFile } from 'node:child_process'
import { copyFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { build } from 'vite'
import type { TestProject } from 'vitest/node'
import { buildProject } from './buildProject.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    /** The folder of the compiled project, for bots that are processes of their own. */
    build: string
    /** Starts the compiled `sandbox/bot/index.ts`, which is in one file with its packages. */
    bot: string
    /** The compiled `src/mediaWorker.ts`, for bots that run inside a test. */
    mediaWorker: string
  }
}

/** Compiles the project once for all tests: not every supported Node runs TypeScript. */
export default async function compile(project: TestProject): Promise<() => Promise<void>> {
  const { directory, remove } = await buildProject()
  project.provide('build', directory)
  const bot = await bundleBot(directory).catch(async (error: unknown) => {
    await remove()
    throw error
  })
  project.provide('bot', bot)
  project.provide('mediaWorker', join(directory, 'src', 'mediaWorker.js'))
  return remove
}

const native = ['sharp', 'sqlite3']
/** What discord.js would use if it were there. */
const missing = ['bufferutil', 'utf-8-validate', 'zlib-sync']

/**
 * A hundred bots are started and killed, and most of the time of a short life went into finding, reading and compiling a thousand
 * files. It lies as deep as the file that it stands for, which looks for its media worker from there.
 */
async function bundleBot(directory: string): Promise<string> {
  const folder = join(directory, 'bundle', 'bot')
  await build({
    root: directory,
    configFile: false,
    logLevel: 'error',
    ssr: { noExternal: true },
    build: {
      ssr: join(directory, 'sandbox', 'bot', 'index.js'),
      outDir: folder,
      rolldownOptions: {
        external: [...native, ...missing],
        output: { codeSplitting: false, format: 'cjs', entryFileNames: 'bot.cjs' },
      },
    },
  })
  const start = join(folder, 'startCompiled.cjs')
  await copyFile(fileURLToPath(new URL('startCompiled.cjs', import.meta.url)), start)
  // One that lacks its settings comes as far as that, and keeps what was compiled on the way.
  await promisify(execFile)(process.execPath, [start, '{}'], { env: {} }).catch(() => undefined)
  return start
}
