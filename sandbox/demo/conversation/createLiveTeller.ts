import type { SandboxMessage } from '../../discord/messages/messageRecord.ts'
import type { Paint } from '../terminal/createPaint.ts'
import { createScreen, type Output } from '../terminal/createScreen.ts'
import { type Line, span } from '../terminal/span.ts'
import { drawMessage, findState } from './drawMessage.ts'
import { type Teller, type TellerDependencies, widest } from './teller.ts'

export interface LiveTellerDependencies extends TellerDependencies {
  readonly output: Output
  readonly paint: Paint
  /** Calls again and again until the returned function is called. */
  readonly repeat: (milliseconds: number, run: () => void) => () => void
}

const wheel = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏']
const frameMilliseconds = 100

/** For a terminal: the newest message changes in place, with a line below it that shows that time passes. */
export function createLiveTeller({ output, paint, repeat, nameOf, now }: LiveTellerDependencies): Teller {
  const screen = createScreen(output, paint)
  let newest: SandboxMessage | undefined
  let beganAt = now()
  let turns = 0
  let stop = () => {}

  // The last column stays free: some terminals break a line that fills them all.
  const width = () => Math.max(40, Math.min(widest, (output.columns ?? widest) - 1))

  const drawNewest = (): Line[] =>
    newest === undefined ? [] : [...drawMessage(newest, { width: width(), now: now(), nameOf }), []]

  function redraw(): void {
    turns += 1
    const seconds = Math.floor((now() - beganAt) / 1_000)
    const state = newest === undefined ? 'Sent' : findState(newest)
    const sign = wheel[turns % wheel.length] ?? ''
    screen.change([...drawNewest(), [span(`  ${sign} `, 'mention'), span(`${seconds} s`, 'bold'), span(`  ${state}`)]])
  }

  function settle(): void {
    const lines = drawNewest()
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
      const lines = drawNewest()
      newest = undefined
      screen.close()
      screen.print(lines)
    },
  }
}
