import type { SandboxMessage } from '../../discord/messages/messageRecord.ts'
import type { Paint } from '../terminal/createPaint.ts'
import { type Line, span } from '../terminal/span.ts'
import { wrapSpans } from '../terminal/wrapSpans.ts'
import { drawMessage, summarizeMessage } from './drawMessage.ts'
import { type Teller, type TellerDependencies, widest } from './teller.ts'

export interface PlainTellerDependencies extends TellerDependencies {
  readonly write: (text: string) => void
  readonly paint: Paint
}

/** For pipes and logs: a message is drawn when it appears and at its end; what it says in between takes a line each. */
export function createPlainTeller({ write, paint, nameOf, now }: PlainTellerDependencies): Teller {
  const width = widest - 1
  let newest: SandboxMessage | undefined
  /** What was written of it last. */
  let written: 'nothing' | 'drawing' | 'line' = 'nothing'
  let lastSummary = ''
  let beganAt = now()

  const print = (lines: readonly Line[]): void => write(lines.map((each) => `${paint(each)}\n`).join(''))

  function draw(message: SandboxMessage): void {
    print([...drawMessage(message, { width, now: now(), nameOf }), []])
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
