import type { ServerResponse } from 'node:http'
import type { Change, Scene } from '../../protocol.ts'

export interface ChangesSource {
  describe(): Scene
  onChange(listener: (change: Change) => void): () => void
}

const heartbeatMilliseconds = 15_000
/** A page that reads nothing any more; it comes again by itself, and is told everything. */
const mostBehind = 64 * 1024 * 1024

/** Tells a page everything at once, and then what happens, until it is gone. @see https://html.spec.whatwg.org/multipage/server-sent-events.html */
export function serveChanges(source: ChangesSource, response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' })
  const write = (text: string) => {
    if (response.writableLength > mostBehind) response.destroy()
    else response.write(text)
  }
  const tell = (change: Change) => write(`data: ${JSON.stringify(change)}\n\n`)
  // Soon again where the demo was started anew.
  write('retry: 1000\n\n')
  tell({ kind: 'scene', scene: source.describe() })
  const unlisten = source.onChange(tell)
  const heartbeat = setInterval(() => write(':\n\n'), heartbeatMilliseconds)
  response.once('close', () => {
    clearInterval(heartbeat)
    unlisten()
  })
}
