import type { Server } from 'node:http'
import { WebSocketServer } from 'ws'
import type { SandboxClock } from '../../clock.ts'
import type { GatewayDrop } from '../faults.ts'
import type { SandboxEmitter } from '../sandboxEvents.ts'
import { describeBot, describeGuild } from '../world/describeWorld.ts'
import type { World } from '../world/world.ts'
import { type Connection, createConnection } from './createConnection.ts'
import { createSessions, type Session } from './createSessions.ts'

export interface Gateway {
  readonly identifies: number
  readonly resumes: number
  readonly isBotConnected: boolean
  /** Resolves when a bot is connected, at once if it is. */
  untilBotIsConnected(): Promise<void>
  dispatch(type: string, data: unknown, audience: { guildId: string | undefined; intents: number }): void
  drop(how: GatewayDrop): void
  closeConnections(code: number): void
  /** A message as it is, on every connection. */
  sendToBots(message: unknown): void
  close(): Promise<void>
}

/** @see https://discord.com/developers/docs/events/gateway#list-of-intents */
export const intents = { none: 0, guilds: 1 << 0, guildMessages: 1 << 9, directMessages: 1 << 12 } as const

/** The gateway, on the same port as the API. @see https://discord.com/developers/docs/events/gateway */
export function createGateway(dependencies: {
  server: Server
  url: () => string
  world: World
  heartbeatInterval: number
  clock: Pick<SandboxClock, 'now'>
  emitter: Pick<SandboxEmitter, 'emit'>
  faults: {
    /** Whether new connections are refused for now. */
    isHeld: () => boolean
    isDown: (guildId: string) => boolean
    /** With which code log-ins are closed for now. */
    findRefusal: () => number | undefined
  }
}): Gateway {
  const { server, url, world, clock, emitter, faults } = dependencies
  const sockets = new WebSocketServer({ noServer: true })
  const sessions = createSessions({ clock })
  const connections = new Set<Connection>()
  const waiting = new Set<() => void>()
  let identifies = 0
  let resumes = 0

  function greet(session: Session): void {
    const guilds = [...world.guilds.values()].filter(({ botIsMember }) => botIsMember)
    const own = guilds.filter(({ id }) => Number((BigInt(id) >> 22n) % BigInt(session.shard[1])) === session.shard[0])
    sessions.send(session, 'READY', {
      v: 10,
      user: { ...describeBot(world.application), verified: true, mfa_enabled: true, email: null },
      guilds: own.map(({ id }) => ({ id, unavailable: true })),
      session_id: session.id,
      session_type: 'normal',
      resume_gateway_url: url(),
      shard: session.shard,
      application: { id: world.application.id, flags: 0 },
      private_channels: [],
      relationships: [],
    })
    if ((session.intents & intents.guilds) === 0) return
    for (const guild of own) {
      if (faults.isDown(guild.id)) continue
      sessions.send(session, 'GUILD_CREATE', describeGuild(guild, [...world.channels.values()], world.application))
    }
  }

  server.on('upgrade', (request, socket, head) => {
    const { searchParams } = new URL(request.url ?? '/', 'http://localhost')
    if (faults.isHeld() || searchParams.get('v') !== '10' || searchParams.get('encoding') !== 'json') {
      socket.destroy()
      return
    }
    sockets.handleUpgrade(request, socket, head, (webSocket) => {
      const connection = createConnection({
        socket: webSocket,
        token: world.application.token,
        heartbeatInterval: dependencies.heartbeatInterval,
        clock,
        sessions,
        greet,
        findRefusal: faults.findRefusal,
        onSession(how) {
          if (how === 'identified') identifies += 1
          else resumes += 1
          emitter.emit({ kind: 'botConnected' })
          for (const wake of waiting) wake()
          waiting.clear()
        },
        onClose() {
          connections.delete(connection)
          emitter.emit({ kind: 'botDisconnected' })
        },
      })
      connections.add(connection)
    })
  })

  return {
    get identifies() {
      return identifies
    },
    get resumes() {
      return resumes
    },
    get isBotConnected() {
      return sessions.connected.length > 0
    },
    untilBotIsConnected() {
      if (this.isBotConnected) return Promise.resolve()
      return new Promise((resolve) => {
        waiting.add(resolve)
      })
    },
    dispatch: sessions.dispatch,
    drop(how) {
      for (const connection of connections) {
        if (how === 'reconnect') connection.reconnect()
        else if (how === 'socket') connection.cut()
        else connection.invalidate()
      }
    },
    closeConnections(code) {
      for (const connection of connections) connection.close(code)
    },
    sendToBots(message) {
      for (const connection of connections) connection.send(message)
    },
    async close() {
      for (const client of sockets.clients) client.terminate()
      await new Promise<void>((resolve) => {
        sockets.close(() => resolve())
      })
    },
  }
}
