import type { SandboxMessage } from '../../discord/messages/messageRecord.ts'
import { createScreen, type Output, type Paint } from '../terminal/screen.ts'
import { type Line, span, wrapSpans } from '../terminal/text.ts'
import { findState, renderMessage, summarizeMessage } from './message.ts'

/** Shows a conversation while it happens. */
export interface Reporter {
  /** Columns there are for lines. */
  readonly width: number
  /** What stands outside the conversation, or was said by a person. */
  tell(lines: readonly Line[]): void
  /** The command went off: the time counts from here. */
  begin(): void
  /** A message of the bot appeared or was changed. */
  show(message: SandboxMessage): void
  /** Nothing of the conversation changes any more. */
  finish(): void
  /** Leaves the terminal as it was, at any moment. */
  close(): void
}

export interface ReporterDependencies {
  readonly nameOf: (userId: string) => string
  /** Milliseconds since the epoch. */
  readonly now: () => number
}

/** Wider lines are hard to read. */
const widest = 80

export interface LiveReporterDependencies extends ReporterDependencies {
  readonly output: Output
  readonly paint: Paint
  /** Calls again and again until the returned function is called. */
  readonly repeat: (milliseconds: number, run: () => void) => () => void
}

const wheel = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏']
const frameMilliseconds = 100

/** For a terminal: the newest message changes in place, with a line below it that shows that time passes. */
export function createLiveReporter({ output, paint, repeat, nameOf, now }: LiveReporterDependencies): Reporter {
  const screen = createScreen(output, paint)
  let newest: SandboxMessage | undefined
  let beganAt = now()
  let turns = 0
  let stop = () => {}

  // The last column stays free: some terminals break a line that fills them all.
  const width = () => Math.max(40, Math.min(widest, (output.columns ?? widest) - 1))

  const renderNewest = (): Line[] =>
    newest === undefined ? [] : [...renderMessage(newest, { width: width(), now: now(), nameOf }), []]

  function redraw(): void {
    turns += 1
    const seconds = Math.floor((now() - beganAt) / 1_000)
    const state = newest === undefined ? 'Sent' : findState(newest)
    const sign = wheel[turns % wheel.length] ?? ''
    screen.change([
      ...renderNewest(),
      [span(`  ${sign} `, 'mention'), span(`${seconds} s`, 'bold'), span(`  ${state}`)],
    ])
  }

  function settle(): void {
    const lines = renderNewest()
    newest = undefined
    screen.change([])
    screen.print(lines)
  }

  return {
    get width() {
      return width()
    },
    tell: (lines) => screen.print(lines),
    begin() {
      beganAt = now()
      stop = repeat(frameMilliseconds, redraw)
      redraw()
    },
    show(message) {
      if (newest !== undefined && newest.id !== message.id) settle()
      newest = message
      redraw()
    },
    finish() {
      stop()
      settle()
      screen.close()
    },
    close() {
      stop()
      const lines = renderNewest()
      newest = undefined
      screen.close()
      screen.print(lines)
    },
  }
}

export interface PlainReporterDependencies extends ReporterDependencies {
  readonly write: (text: string) => void
  readonly paint: Paint
}

/** For pipes and logs: a message is drawn when it appears and at its end; what it says in between takes a line each. */
export function createPlainReporter({ write, paint, nameOf, now }: PlainReporterDependencies): Reporter {
  const width = widest - 1
  let newest: SandboxMessage | undefined
  /** What was written of it last. */
  let written: 'nothing' | 'drawing' | 'line' = 'nothing'
  let lastSummary = ''
  let beganAt = now()

  const print = (lines: readonly Line[]): void => write(lines.map((each) => `${paint(each)}\n`).join(''))

  function draw(message: SandboxMessage): void {
    print([...renderMessage(message, { width, now: now(), nameOf }), []])
    written = 'drawing'
  }

  function note(text: string): void {
    const elapsed = `[${((now() - beganAt) / 1_000).toFixed(1).padStart(4)} s] `
    const [first = [], ...others] = wrapSpans([span(text)], width - elapsed.length)
    print([[span(elapsed, 'faint'), ...first], ...others.map((each) => [span(' '.repeat(elapsed.length)), ...each])])
    written = 'line'
  }

  function settle(): void {
    if (newest !== undefined && written === 'line') {
      print([[]])
      draw(newest)
    }
    newest = undefined
    written = 'nothing'
  }

  return {
    width,
    tell: print,
    begin() {
      beganAt = now()
    },
    show(message) {
      if (newest?.id !== message.id) {
        settle()
        lastSummary = ''
      }
      newest = message
      const author = nameOf(message.authorId)
      const summary = summarizeMessage(message, { now: now(), nameOf })
      if (message.isLoading) note(`${author} is thinking…`)
      else if (written === 'nothing') draw(message)
      else if (summary !== lastSummary) note(`${author} writes: ${summary}`)
      lastSummary = summary
    },
    finish: settle,
    close() {},
  }
}
