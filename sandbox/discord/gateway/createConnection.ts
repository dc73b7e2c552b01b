import type { RawData, WebSocket } from 'ws'
import type { SandboxClock } from '../../clock.ts'
import { isObject, type JsonObject, numberIn, textIn } from '../json.ts'
import type { Session, Sessions } from './createSessions.ts'

/** @see https://discord.com/developers/docs/topics/opcodes-and-status-codes#gateway */
const opcodes = { heartbeat: 1, identify: 2, resume: 6, reconnect: 7, invalidSession: 9, hello: 10, heartbeatAck: 11 }

const closeCodes = {
  decodeError: 4002,
  notAuthenticated: 4003,
  authenticationFailed: 4004,
  alreadyAuthenticated: 4005,
  invalidSequence: 4007,
  rateLimited: 4008,
  invalidShard: 4010,
  invalidIntents: 4013,
  disallowedIntents: 4014,
} as const

/** Members, presences and message content need an approval that this app does not have. */
const privilegedIntents = (1 << 1) | (1 << 8) | (1 << 15)
const knownIntents = 0b11_1111_1111_1111_1111_1111_1111

const mostPayloadBytes = 4_096
const mostPayloads = 120
const payloadWindow = 60_000

export interface Connection {
  reconnect(): void
  invalidate(): void
  cut(): void
  close(code: number): void
  /** Text as it is, anything else as JSON. */
  send(message: unknown): void
}

/** One connection of a bot. @see https://discord.com/developers/docs/events/gateway#connection-lifecycle */
export function createConnection(dependencies: {
  socket: WebSocket
  token: string
  heartbeatInterval: number
  clock: Pick<SandboxClock, 'now'>
  sessions: Sessions
  /** Called after the session was opened: sends READY and all that follows. */
  greet: (session: Session) => void
  /** With which code log-ins are closed for now. */
  findRefusal: () => number | undefined
  onSession: (how: 'identified' | 'resumed') => void
  onClose: () => void
}): Connection {
  const { socket, token, clock, sessions } = dependencies
  let session: Session | undefined
  let received: number[] = []

  const send = (payload: JsonObject): void => socket.send(JSON.stringify(payload))
  const sink = { send }

  /** These three return the code to close with, if the connection has gone wrong. */
  function identify(data: JsonObject): number | undefined {
    if (session !== undefined) return closeCodes.alreadyAuthenticated
    const refusal = dependencies.findRefusal()
    if (refusal !== undefined) return refusal
    if (data.token !== token) return closeCodes.authenticationFailed
    const intents = numberIn(data.intents)
    if (!Number.isInteger(data.intents) || (intents & ~knownIntents) !== 0) return closeCodes.invalidIntents
    if ((intents & privilegedIntents) !== 0) return closeCodes.disallowedIntents
    const [id, count] = Array.isArray(data.shard) ? data.shard.map(Number) : [0, 1]
    if (id === undefined || count === undefined || id >= count) return closeCodes.invalidShard
    session = sessions.open(intents, [id, count], sink)
    dependencies.greet(session)
    dependencies.onSession('identified')
    return undefined
  }

  function resume(data: JsonObject): number | undefined {
    if (session !== undefined) return closeCodes.alreadyAuthenticated
    if (data.token !== token) return closeCodes.authenticationFailed
    const known = sessions.find(textIn(data.session_id))
    const sequence = numberIn(data.seq)
    if (known === undefined) {
      send({ op: opcodes.invalidSession, d: false })
      return undefined
    }
    if (sequence > known.sequence) return closeCodes.invalidSequence
    session = known
    known.sink = sink
    known.disconnectedAt = undefined
    for (const event of known.events) if (event.sequence > sequence) send(event.payload)
    sessions.send(known, 'RESUMED', { _trace: [] })
    dependencies.onSession('resumed')
    return undefined
  }

  function receive(raw: RawData): number | undefined {
    const text = raw.toString()
    received = received.filter((at) => clock.now() - at < payloadWindow)
    received.push(clock.now())
    if (received.length > mostPayloads) return closeCodes.rateLimited
    const payload = Buffer.byteLength(text) > mostPayloadBytes ? undefined : parse(text)
    if (payload === undefined) return closeCodes.decodeError
    const data = isObject(payload.d) ? payload.d : {}
    if (payload.op === opcodes.identify) return identify(data)
    if (payload.op === opcodes.resume) return resume(data)
    if (payload.op === opcodes.heartbeat) send({ op: opcodes.heartbeatAck })
    else if (session === undefined) return closeCodes.notAuthenticated
    return undefined
  }

  socket.on('message', (raw) => {
    const code = receive(raw)
    if (code !== undefined) socket.close(code)
  })
  socket.on('error', () => socket.terminate())
  socket.on('close', (code) => {
    // Leaving with 1000 or 1001 ends the session; with any other code it can be resumed.
    const hasLeft = code === 1000 || code === 1001
    if (session !== undefined && session.sink === sink) {
      if (hasLeft) sessions.end(session)
      else sessions.detach(session)
    }
    dependencies.onClose()
  })
  send({ op: opcodes.hello, d: { heartbeat_interval: dependencies.heartbeatInterval, _trace: [] }, s: null, t: null })

  return {
    reconnect: () => send({ op: opcodes.reconnect, d: null }),
    invalidate() {
      if (session !== undefined) sessions.end(session)
      session = undefined
      send({ op: opcodes.invalidSession, d: false })
    },
    cut: () => socket.terminate(),
    close: (code) => socket.close(code),
    send: (message) => socket.send(typeof message === 'string' ? message : JSON.stringify(message)),
  }
}

function parse(text: string): JsonObject | undefined {
  try {
    const payload: unknown = JSON.parse(text)
    return isObject(payload) ? payload : undefined
  } catch {
    return undefined
  }
}
