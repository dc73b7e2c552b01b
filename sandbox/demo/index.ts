import { parseOptions, usage } from './options.ts'
import { playInTerminal } from './playInTerminal.ts'
import { showPage } from './showPage.ts'

const { stdout, stderr } = process

function endBroken(error: unknown): never {
  stderr.write(`The demo is broken. ${error instanceof Error ? error.stack : String(error)}\n`)
  process.exit(1)
}

async function main(): Promise<number> {
  const reading = parseOptions(process.argv.slice(2))
  switch (reading.kind) {
    case 'help':
      stdout.write(usage)
      return 0
    case 'problem':
      stderr.write(`${reading.problem}. --help shows all options.\n`)
      return 2
    case 'terminal':
      return playInTerminal(reading.options)
    case 'page':
      return showPage(reading.options)
  }
}

process.on('uncaughtException', endBroken)
process.on('unhandledRejection', endBroken)
// Whoever reads has gone, as with `| head`.
stdout.on('error', () => process.exit(141))

const code = await main()
stdout.write('', () => process.exit(code))
