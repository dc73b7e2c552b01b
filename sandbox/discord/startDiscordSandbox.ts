import type { ServerResponse } from 'node:http'
import { type SandboxClock, systemClock } from '../clock.ts'
import { createFileStore, createUrlSigner } from './cdn/fileStore.ts'
import { createFileHandler } from './cdn/serveFiles.ts'
import { createCommandRegistry } from './commands/createCommandRegistry.ts'
import { createFaults, type Faults, type GatewayDrop } from './faults.ts'
import { announceMessages } from './gateway/announceMessages.ts'
import { createGateway } from './gateway/createGateway.ts'
import { createInteractions } from './interactions/createInteractions.ts'
import type { JsonObject } from './json.ts'
import { createMessageStore } from './messages/createMessageStore.ts'
import { describeMessage } from './messages/describeMessage.ts'
import type { SandboxMessage } from './messages/messageRecord.ts'
import { createMember } from './people/member.ts'
import { createRestHandler } from './rest/createRestHandler.ts'
import { createInvalidRequestCounter, createRateLimiter, type RateLimits, usualRateLimits } from './rest/rateLimits.ts'
import { createRequestLog, type RecordedRequest, type Violation } from './rest/requestLog.ts'
import { createCommandRoutes, createDirectRoutes, createLoginRoutes } from './rest/routes/createApplicationRoutes.ts'
import { createCallbackRoute } from './rest/routes/createCallbackRoute.ts'
import { createMessageRoutes } from './rest/routes/createMessageRoutes.ts'
import { createThreadRoute } from './rest/routes/createThreadRoute.ts'
import { createWebhookRoutes } from './rest/routes/createWebhookRoutes.ts'
import { createEmitter, type SandboxListener } from './sandboxEvents.ts'
import { createSnowflakes } from './snowflakes.ts'
import { startServer } from './startServer.ts'
import { createWorldEditor, type WorldEditor } from './world/createWorldEditor.ts'
import type { World } from './world/world.ts'

export interface DiscordSandboxOptions {
  /** Of API and gateway; any free one by default. */
  port?: number
  token?: string
  clock?: SandboxClock
  /** How long signed addresses work: a day by default. */
  attachmentLifetimeMilliseconds?: number
  heartbeatInterval?: number
  /** Some limits changed; a limit of `Infinity` never strikes. */
  rateLimits?: Partial<RateLimits>
}

/** A Discord on loopback, and the people in it. */
export interface DiscordSandbox extends Omit<WorldEditor, 'openDirectChannel' | 'reopenThread' | 'startThread'> {
  /** In place of https://discord.com/api */
  readonly apiUrl: string
  /** In place of https://cdn.discordapp.com */
  readonly cdnUrl: string
  readonly token: string
  readonly applicationId: string
  readonly botUserId: string
  /** Every message that was ever posted, oldest first; deleted ones say so. */
  readonly messages: readonly SandboxMessage[]
  /** A message as the API gives it now; nothing where it was deleted. */
  describe(message: SandboxMessage): JsonObject | undefined
  readonly requests: readonly RecordedRequest[]
  /** `GET /somewhere`, of requests to routes that are not played. */
  readonly unknownRoutes: readonly string[]
  /** Bodies that Discord would have refused. */
  readonly violations: readonly Violation[]
  /** Errors of the sandbox itself: none, unless it is broken. */
  readonly defects: readonly unknown[]
  /** How many requests were answered with 429. */
  readonly rateLimited: number
  /** 401, 403 and 429 in the last ten minutes; beyond 10,000 Cloudflare closes the door. */
  readonly invalidRequests: number
  readonly faults: Faults
  /** How many requests a fault keeps waiting just now. */
  readonly held: number
  /** How often commands were written. */
  readonly registrations: number
  /** The commands that are registered for a guild, or globally. */
  commands(guildId?: string): readonly JsonObject[]
  readonly gateway: { readonly identifies: number; readonly resumes: number; readonly isBotConnected: boolean }
  /** Resolves when a bot is connected, at once if it is. */
  untilBotIsConnected(): Promise<void>
  /** The returned function ends the listening. */
  onEvent(listener: SandboxListener): () => void
  close(): Promise<void>
}

const day = 24 * 60 * 60 * 1_000

/** Plays Discord: REST v10, gateway, CDN and people. Only what this bot uses, and that as strictly as the real one. */
export async function startDiscordSandbox(options: DiscordSandboxOptions = {}): Promise<DiscordSandbox> {
  const { clock = systemClock, token = 'obviously-fake-bot-token', heartbeatInterval = 41_250 } = options
  const [api, cdn] = await Promise.all([startServer(options.port ?? 0), startServer(0)])
  const cdnUrl = `http://${cdn.host}`
  const snowflakes = createSnowflakes({ clock })
  const emitter = createEmitter()
  const world: World = {
    application: { id: snowflakes.next(), name: 'Kling', token },
    guilds: new Map(),
    channels: new Map(),
    users: new Map(),
  }
  const applicationId = world.application.id
  const lifetimeMilliseconds = options.attachmentLifetimeMilliseconds ?? day
  const signer = createUrlSigner({ baseUrl: cdnUrl, clock, lifetimeMilliseconds })
  const files = createFileStore({ snowflakes, signer, baseUrl: cdnUrl })
  const messages = createMessageStore({ clock, snowflakes, files, emitter })
  const interactions = createInteractions({ applicationId, clock, snowflakes, emitter })
  const commands = createCommandRegistry({ applicationId, clock, snowflakes, emitter })
  const faults = createFaults({
    dropGateway: (how: GatewayDrop) => gateway.drop(how),
    closeGateway: (code) => gateway.closeConnections(code),
    sendToBot: (message) => gateway.sendToBots(message),
  })
  const gatewayUrl = () => `ws://${api.host}`
  const gateway = createGateway({
    server: api.server,
    url: gatewayUrl,
    world,
    heartbeatInterval,
    clock,
    emitter,
    faults: {
      isHeld: () => faults.isGatewayHeld(),
      isDown: (guildId) => faults.isGuildDown(guildId),
      findRefusal: () => faults.loginRefusal,
    },
  })
  announceMessages({ emitter, gateway, world, messages })
  const editor = createWorldEditor({
    world,
    clock,
    snowflakes,
    emitter,
    tell: gateway.dispatch,
    createMember: (user, channel, permissions) =>
      createMember(user, channel, permissions, { world, messages, interactions, commands, files, gateway }),
  })
  const log = createRequestLog({ clock })
  const invalidRequests = createInvalidRequestCounter({ clock })
  const routes = [
    ...createLoginRoutes({ world, gatewayUrl, identifiesLeft: () => 1_000 - gateway.identifies }),
    ...createCommandRoutes({ world, commands }),
    ...createDirectRoutes({ world, openDirectChannel: editor.openDirectChannel }),
    ...createMessageRoutes({ world, messages, faults, clock, reopenThread: editor.reopenThread }),
    createThreadRoute({ world, messages, startThread: editor.startThread }),
    createCallbackRoute({ world, interactions, messages, faults }),
    ...createWebhookRoutes({ world, interactions, messages, faults }),
  ]
  const limiter = createRateLimiter({ clock, limits: { ...usualRateLimits, ...options.rateLimits } })
  api.server.on('request', createRestHandler({ token, routes, limiter, invalidRequests, faults, log, clock, emitter }))
  /** Nobody is kept waiting any more who hangs up. */
  async function waitForFault(response: ServerResponse): Promise<void> {
    if (faults.fileDelay === 0) return
    const release = log.hold()
    response.once('close', release)
    await new Promise<void>((resolve) => {
      clock.after(faults.fileDelay, resolve)
    })
    release()
  }
  cdn.server.on('request', createFileHandler({ files, signer, waitForFault }))

  return {
    apiUrl: `http://${api.host}/api`,
    cdnUrl,
    token,
    applicationId,
    botUserId: applicationId,
    addGuild: editor.addGuild,
    addUser: editor.addUser,
    addGroup: editor.addGroup,
    messages: messages.all,
    describe({ channelId, id }) {
      const message = messages.find(channelId, id)
      const reference = message?.reference
      const referenced = reference && messages.find(reference.channelId, reference.messageId)
      return message && describeMessage(message, world, referenced)
    },
    requests: log.requests,
    unknownRoutes: log.unknownRoutes,
    violations: log.violations,
    defects: log.defects,
    get rateLimited() {
      return log.rateLimited
    },
    get invalidRequests() {
      return invalidRequests.recent
    },
    faults,
    get held() {
      return log.held
    },
    get registrations() {
      return commands.registrations
    },
    commands: commands.list,
    gateway,
    untilBotIsConnected: () => gateway.untilBotIsConnected(),
    onEvent: emitter.listen,
    async close() {
      interactions.close()
      await gateway.close()
      await Promise.all([api.close(), cdn.close()])
    },
  }
}
