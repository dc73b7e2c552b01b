import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { createTemporaryFolder } from '../demo/createTemporaryFolder.ts'
import { startWebDemo } from './server/startWebDemo.ts'

const { values } = parseArgs({ options: { port: { type: 'string' }, log: { type: 'boolean' } } })
const { stdout, stderr } = process
const folder = createTemporaryFolder()

function complain(error: unknown): void {
  stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`)
}

const demo = await startWebDemo({
  pageDirectory: fileURLToPath(new URL('page', import.meta.url)),
  botEntry: fileURLToPath(new URL('../bot/live.js', import.meta.url)),
  directory: folder.path,
  port: Number(values.port ?? 0),
  logTo: values.log ? stderr : undefined,
  onDefect: complain,
})
stdout.write(`${demo.address}\n`)

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.once(signal, () => {
    void demo.close().then(() => process.exit(0))
  })
}
