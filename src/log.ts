import { fstatSync, writeSync } from 'node:fs'
import type { Writable } from 'node:stream'
import { type Level, type Logger, pino } from 'pino'
import { createRedactor, createTextRedactor } from './log/redact.ts'

export { shortestSecret } from './log/redact.ts'

/** What the rest of the bot sees of the logger: an object with facts first, then a sentence. */
export interface Log extends Pick<Logger, 'debug' | 'info' | 'warn' | 'error'> {
  /** A log whose lines all carry the given facts. */
  child(bindings: Record<string, unknown>): Log
}

/** The log of the process, which knows where its lines go. */
interface RootLog extends Log {
  /** Resolves when all lines are out: never, where standard output is read no more. */
  drain(): Promise<void>
}

export type LogLevel = Level | 'silent'

interface Output {
  write(line: string): void
  flush?(): Promise<void>
}

interface LogOptions {
  readonly level: LogLevel
  /** Every configured key and token. */
  readonly secrets: readonly string[]
  /** Takes whole lines; standard output by default. */
  readonly destination?: Output
}

/**
 * JSON lines without secrets and prompts. Facts, errors and sentences are cleaned before they are written, and the finished
 * line is searched once more. An error belongs under the name `error`: `log.warn({ error, generationId }, 'The check failed')`.
 */
export function createLog({ level, secrets, destination }: LogOptions): RootLog {
  const redactText = createTextRedactor(secrets)
  const redact = createRedactor(redactText)
  const output: Output =
    destination ??
    createLineWriter({
      stream: process.stdout,
      onLost: (lines) => logger.warn({ lines }, 'Lines of the log are missing: standard output did not take them'),
    })
  const redactFacts = (facts: object) => redact(facts) as Record<string, unknown>
  const logger: Logger = pino(
    {
      level,
      errorKey: 'error',
      // Errors are plain objects by then; pino's own way would copy every field of them.
      serializers: { error: (error) => error, err: (error) => error },
      formatters: { level: (label) => ({ level: label }), log: redactFacts, bindings: redactFacts },
      hooks: {
        logMethod([first, ...others], write) {
          // An error alone would bring its message in as the sentence, uncleaned.
          const [facts, ...rest] = first instanceof Error ? [{ error: first }, ...others] : [first, ...others]
          if (first instanceof Error && others.length === 0) rest.push(first.message)
          write.apply(this, [typeof facts === 'string' ? redact(facts) : facts, ...rest.map(redact)] as [object])
        },
        streamWrite: redactText,
      },
    },
    output,
  )
  // Children do not use their parent's `formatters.bindings`.
  const createChild = logger.child
  return Object.assign(logger, {
    drain: async () => output.flush?.(),
    child(this: Logger, bindings: Record<string, unknown>) {
      return createChild.call(this, redactFacts(bindings))
    },
  })
}

/** Where lines go that nobody may wait for. */
interface LineWriter {
  write(line: string): void
  /** Resolves when nothing is on its way any more: never, where the reader has stopped. */
  flush(): Promise<void>
}

interface LineWriterOptions {
  /** Standard output, say. */
  readonly stream: Writable & { readonly fd?: number }
  /** Called when lines are taken again, with the number of those that were not. */
  readonly onLost: (count: number) => void
}

/** What a reader that has stopped may cost of memory. */
const mostWaitingBytes = 1_000_000

/**
 * Writes lines so that the output can neither hold up nor end the process: a full disk, a reader that has gone and one that
 * reads no more cost the lines, which are counted. Pipes and sockets are written to without waiting; Node writes to files
 * at once.
 *
 * @see https://nodejs.org/docs/latest-v20.x/api/process.html#a-note-on-process-io
 */
export function createLineWriter({ stream, onLost }: LineWriterOptions): LineWriter {
  const file = findFile(stream)
  let lost = 0
  let isLineCut = false
  // Each failed write is told to its own callback; the event without a listener would end the process.
  if (stream.listenerCount('error') === 0) stream.on('error', () => undefined)

  function finish(error?: Error | null): void {
    if (error) lost += 1
    else if (lost > 0 && stream.writableLength < mostWaitingBytes / 2) {
      const count = lost
      lost = 0
      onLost(count)
    }
  }

  /** Node's own stream for files takes it for success when a disk that fills up takes the first half of a line. */
  function writeToFile(fd: number, line: string): void {
    let rest = Buffer.from(isLineCut ? `\n${line}` : line)
    const { length } = rest
    try {
      while (rest.length > 0) rest = rest.subarray(writeSync(fd, rest))
    } catch (error) {
      isLineCut ||= rest.length < length
      finish(error as Error)
      return
    }
    isLineCut = false
    finish()
  }

  return {
    write(line) {
      if (file !== undefined) writeToFile(file, line)
      else if (stream.writableLength + line.length > mostWaitingBytes) lost += 1
      else stream.write(line, finish)
    },
    async flush() {
      if (file !== undefined || stream.writableLength === 0) return
      await new Promise<void>((resolve) => stream.write('', () => resolve()))
    },
  }
}

/** The descriptor of a stream that ends in a file. */
function findFile({ fd }: { readonly fd?: number }): number | undefined {
  return fd !== undefined && fstatSync(fd).isFile() ? fd : undefined
}
