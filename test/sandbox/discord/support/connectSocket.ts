import { onTestFinished } from 'vitest'
import { WebSocket } from 'ws'

export interface Frame {
  readonly op: number
  readonly t?: string
  readonly d?: unknown
}

/** A gateway connection without a library. */
export async function connectSocket(url: string) {
  const socket = new WebSocket(`${url}?v=10&encoding=json`)
  onTestFinished(() => socket.terminate())
  const frames: Frame[] = []
  const waiting = new Set<() => void>()
  socket.on('message', (raw) => {
    frames.push(JSON.parse(raw.toString()))
    for (const wake of waiting) wake()
  })
  const closed = new Promise<number>((resolve) => {
    socket.on('close', resolve)
  })
  await new Promise((resolve) => {
    socket.on('open', resolve)
  })
  return {
    closed,
    send: (frame: Frame) => socket.send(JSON.stringify(frame)),
    /** The first frame of an opcode, or of an event's name; at once if it has already come. */
    receive: (wanted: number | string): Promise<Frame> =>
      new Promise((resolve) => {
        const look = () => {
          const found = frames.find(({ op, t }) => (typeof wanted === 'number' ? op === wanted : t === wanted))
          if (found !== undefined) resolve(found)
        }
        waiting.add(look)
        look()
      }),
  }
}
