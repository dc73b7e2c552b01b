import { randomUUID } from 'node:crypto'
import type { SandboxClock } from '../../clock.ts'
import type { JsonObject } from '../json.ts'

/** The connection of a session, as far as events are concerned. */
export interface EventSink {
  send(payload: JsonObject): void
}

export interface Session {
  readonly id: string
  readonly intents: number
  readonly shard: readonly [number, number]
  readonly events: { readonly sequence: number; readonly payload: JsonObject }[]
  sequence: number
  sink: EventSink | undefined
  disconnectedAt: number | undefined
}

export interface Sessions {
  open(intents: number, shard: readonly [number, number], sink: EventSink): Session
  /** A session that can still be resumed. */
  find(id: string): Session | undefined
  end(session: Session): void
  /** The connection is gone; events are kept for the resume. */
  detach(session: Session): void
  send(session: Session, type: string, data: unknown): void
  /** To every session that wants it: with the intents, and responsible for the guild. */
  dispatch(type: string, data: unknown, audience: { guildId: string | undefined; intents: number }): void
  readonly connected: readonly Session[]
}

/** How long Discord keeps a session is not published. */
const resumableMilliseconds = 5 * 60 * 1_000
const mostKeptEvents = 10_000

/**
 * Sessions outlive their connections: what happens in between is replayed on resume.
 * @see https://discord.com/developers/docs/events/gateway#resuming
 */
export function createSessions({ clock }: { clock: Pick<SandboxClock, 'now'> }): Sessions {
  const sessions = new Map<string, Session>()

  function forgetOld(): void {
    for (const session of sessions.values()) {
      const { disconnectedAt } = session
      if (disconnectedAt !== undefined && clock.now() - disconnectedAt > resumableMilliseconds) {
        sessions.delete(session.id)
      }
    }
  }

  function send(session: Session, type: string, data: unknown): void {
    session.sequence += 1
    const payload = { op: 0, t: type, s: session.sequence, d: data }
    session.events.push({ sequence: session.sequence, payload })
    if (session.events.length > mostKeptEvents) session.events.shift()
    session.sink?.send(payload)
  }

  return {
    open(intents, shard, sink) {
      const id = randomUUID().replaceAll('-', '')
      const session: Session = { id, intents, shard, events: [], sequence: 0, sink, disconnectedAt: undefined }
      sessions.set(id, session)
      return session
    },
    find(id) {
      forgetOld()
      return sessions.get(id)
    },
    end(session) {
      sessions.delete(session.id)
      session.sink = undefined
    },
    detach(session) {
      session.sink = undefined
      session.disconnectedAt = clock.now()
    },
    send,
    dispatch(type, data, { guildId, intents }) {
      forgetOld()
      for (const session of sessions.values()) {
        const wanted = intents === 0 || (session.intents & intents) !== 0
        if (wanted && isResponsible(session, guildId)) send(session, type, data)
      }
    },
    get connected() {
      return [...sessions.values()].filter(({ sink }) => sink !== undefined)
    },
  }
}

/** @see https://discord.com/developers/docs/events/gateway#sharding (direct messages go to shard 0) */
function isResponsible({ shard: [id, count] }: Session, guildId: string | undefined): boolean {
  if (guildId === undefined) return id === 0
  return Number((BigInt(guildId) >> 22n) % BigInt(count)) === id
}
