import { type Level, type Logger, pino } from 'pino'
import { createLineWriter } from './log/lineWriter.ts'
import { createRedactor, createTextRedactor } from './log/redact.ts'

export { shortestSecret } from './log/redact.ts'

/** What the rest of the bot sees of the logger: an object with facts first, then a sentence. */
export interface Log extends Pick<Logger, 'debug' | 'info' | 'warn' | 'error'> {
  /** A log whose lines all carry the given facts. */
  child(bindings: Record<string, unknown>): Log
}

/** The log of the process, which knows where its lines go. */
export interface RootLog extends Log {
  /** Resolves when all lines are out: never, where standard output is read no more. */
  drain(): Promise<void>
}

export type LogLevel = Level | 'silent'

interface Output {
  write(line: string): void
  flush?(): Promise<void>
}

export interface LogOptions {
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
