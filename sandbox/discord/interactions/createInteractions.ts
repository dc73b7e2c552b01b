import { randomBytes } from 'node:crypto'
import type { SandboxClock } from '../../clock.ts'
import { apiErrors } from '../apiError.ts'
import type { JsonObject } from '../json.ts'
import type { MessageRecord } from '../messages/messageRecord.ts'
import type { SandboxEmitter } from '../sandboxEvents.ts'
import type { Snowflakes } from '../snowflakes.ts'
import type { ChannelRecord, UserRecord } from '../world/world.ts'

/** A suggestion for an option that completes itself. */
export interface Choice {
  readonly name: string
  readonly value: string | number
}

export type InteractionOutcome = 'acknowledged' | 'didNotRespond'

export interface NewInteraction {
  readonly type: number
  readonly user: UserRecord
  readonly channel: ChannelRecord
  /** The message whose component was used. */
  readonly source?: MessageRecord | undefined
  /** The message that a context-menu command was used on. */
  readonly target?: MessageRecord | undefined
  /** The person that a context-menu command was used on. */
  readonly targetUserId?: string | undefined
  /** The option that completes itself, as it is registered. */
  readonly completed?: JsonObject | undefined
  /** What opened the modal that was sent. */
  readonly opener?: InteractionRecord | undefined
  /** `authorizing_integration_owners`: how the app got here. */
  readonly owners: JsonObject
  /** Bytes per file. */
  readonly uploadLimit: number
  /** Whether answers are only shown to the person, because they may not use external apps here. */
  readonly forcesEphemeral: boolean
}

export interface InteractionRecord extends NewInteraction {
  readonly id: string
  readonly token: string
  readonly createdAt: number
  readonly outcome: Promise<InteractionOutcome>
  acknowledgedAs?: number
  acknowledgedAt?: number
  /** What `@original` means. */
  original?: MessageRecord
  readonly followUps: MessageRecord[]
  /** Counted when they are asked for, not when they are done. */
  followUpsUsed: number
  /** The modal that was opened, with ids filled in. */
  modal?: JsonObject
  choices?: readonly Choice[]
  /** The latest sending of the modal. */
  submission?: InteractionRecord
  isSubmitting?: boolean
  didNotRespond?: boolean
}

export interface Interactions {
  find(id: string): InteractionRecord | undefined
  start(details: NewInteraction): InteractionRecord
  /** The interaction whose answer is still awaited: 10062 when too late or unknown, 40060 when already answered. */
  findUnanswered(id: string, token: string): InteractionRecord
  /**
   * Counts as the answer from now on. The returned function is called when the answer stands, and tells whoever waits for
   * the outcome.
   */
  acknowledge(interaction: InteractionRecord, type: number): () => void
  /** The answered interaction of a living token: 50027 when it has ended, 10015 before the first answer. */
  findByToken(applicationId: string, token: string): InteractionRecord
  close(): void
}

const answerWithin = 3_000
const tokenLifetime = 15 * 60 * 1_000

/** @see https://discord.com/developers/docs/interactions/receiving-and-responding#interaction-callback */
export function createInteractions(dependencies: {
  applicationId: string
  clock: SandboxClock
  snowflakes: Snowflakes
  emitter: Pick<SandboxEmitter, 'emit'>
}): Interactions {
  const { applicationId, clock, snowflakes, emitter } = dependencies
  const byToken = new Map<string, InteractionRecord>()
  const byId = new Map<string, InteractionRecord>()
  const settlers = new Map<InteractionRecord, (outcome: InteractionOutcome) => void>()

  function emit(
    kind: 'interactionSent' | 'interactionAcknowledged' | 'interactionDidNotRespond',
    of: InteractionRecord,
  ) {
    emitter.emit({ kind, interactionId: of.id, type: of.type, channelId: of.channel.id, userId: of.user.id })
  }

  return {
    find: (id) => byId.get(id),
    start(details) {
      const { promise, resolve } = withResolver<InteractionOutcome>()
      const interaction: InteractionRecord = {
        ...details,
        id: snowflakes.next(),
        token: randomBytes(90).toString('base64url'),
        createdAt: clock.now(),
        outcome: promise,
        followUps: [],
        followUpsUsed: 0,
      }
      byToken.set(interaction.token, interaction)
      byId.set(interaction.id, interaction)
      const cancel = clock.after(answerWithin, () => {
        if (interaction.acknowledgedAs === undefined) settlers.get(interaction)?.('didNotRespond')
      })
      settlers.set(interaction, (outcome) => {
        cancel()
        settlers.delete(interaction)
        interaction.didNotRespond = outcome === 'didNotRespond'
        if (interaction.didNotRespond) emit('interactionDidNotRespond', interaction)
        resolve(outcome)
      })
      emit('interactionSent', interaction)
      return interaction
    },
    findUnanswered(id, token) {
      const interaction = byToken.get(token)
      if (interaction === undefined || interaction.id !== id) throw apiErrors.unknownInteraction()
      if (interaction.acknowledgedAs !== undefined) throw apiErrors.alreadyAcknowledged()
      const isLate = clock.now() - interaction.createdAt > answerWithin
      // The time may have been put forward without its timers.
      if (isLate) settlers.get(interaction)?.('didNotRespond')
      if (!settlers.has(interaction)) throw apiErrors.unknownInteraction()
      return interaction
    },
    acknowledge(interaction, type) {
      interaction.acknowledgedAs = type
      interaction.acknowledgedAt = clock.now()
      return () => {
        emit('interactionAcknowledged', interaction)
        settlers.get(interaction)?.('acknowledged')
      }
    },
    findByToken(webhookId, token) {
      const interaction = byToken.get(token)
      if (webhookId !== applicationId) throw apiErrors.unknownWebhook()
      if (interaction === undefined) throw apiErrors.invalidWebhookToken()
      // The token of an autocomplete leads to no webhook; that Discord says so with this code is an assumption.
      if (interaction.completed !== undefined) throw apiErrors.unknownWebhook()
      if (clock.now() - interaction.createdAt > tokenLifetime) throw apiErrors.invalidWebhookToken()
      if (interaction.acknowledgedAs === undefined) throw apiErrors.unknownWebhook()
      return interaction
    },
    close() {
      for (const settle of [...settlers.values()]) settle('didNotRespond')
    },
  }
}

function withResolver<Value>(): { promise: Promise<Value>; resolve: (value: Value) => void } {
  let resolve: (value: Value) => void = () => undefined
  const promise = new Promise<Value>((settle) => {
    resolve = settle
  })
  return { promise, resolve }
}
