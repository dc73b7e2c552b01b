import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { createTemporaryFolder } from '../demo/createTemporaryFolder.ts'
import { startWebDemo } from './server/startWebDemo.ts'

const { stdout, stderr } = process
const { values } = parseArgs({ options: { port: { type: 'string' }, log: { type: 'boolean' } } })

function complain(error: unknown): void {
  stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
}

const folder = createTemporaryFolder()
const starting = startWebDemo({
  pageDirectory: fileURLToPath(new URL('page', import.meta.url)),
  botEntry: fileURLToPath(new URL('../bot/live.js', import.meta.url)),
  directory: folder.path,
  port: Number(values.port ?? 0),
  logTo: values.log === true ? stderr : undefined,
  onDefect: complain,
})

let isEnding = false
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    // Whoever asks twice does not want to wait. The bot ends with this process in any case.
    if (isEnding) process.exit(1)
    isEnding = true
    void starting.then((demo) => demo.close()).then(() => process.exit(0))
  })
}

try {
  const { address } = await starting
  stdout.write(`${address}\n`)
} catch (error) {
  complain(error)
  process.exit(1)
}
