import { type Interaction, RESTJSONErrorCodes } from 'discord.js'
import type { Command, CommandServices } from '../commands/command.ts'
import type { Component, ComponentServices } from '../components/component.ts'
import { type Clock, seconds } from '../domain/clock.ts'
import type { InteractionResponse } from '../domain/interactionResponse.ts'
import { UserError } from '../domain/userError.ts'
import { startTimeout } from '../lib/timeout.ts'
import type { Log } from '../log.ts'
import { parseCustomId } from '../views/customId.ts'
import { chooseLocale } from '../views/text/texts.ts'
import { AnswerUnclear } from './acknowledge.ts'
import { hasCode } from './discordErrors.ts'
import type { ExplainError } from './explainError.ts'
import type { InteractionResponses } from './interactionResponses.ts'
import { sendAnswer } from './sendAnswer.ts'

export interface InteractionRouting {
  readonly commands: readonly Command[]
  readonly components: readonly Component[]
  readonly services: CommandServices & ComponentServices
  readonly responses: InteractionResponses
  readonly explainError: ExplainError
  readonly clock: Pick<Clock, 'after'>
  readonly log: Log
}

/**
 * Discord waits so long for the first answer, from the moment when the interaction was made. Counted from its arrival here: the
 * two clocks are not compared.
 *
 * @see https://discord.com/developers/docs/interactions/receiving-and-responding#interaction-callback
 */
const answerTime = seconds(3)

/** The interaction was not answered in time, or so long ago that its token has ended. */
const lateCodes = [
  RESTJSONErrorCodes.UnknownInteraction,
  RESTJSONErrorCodes.UnknownWebhook,
  RESTJSONErrorCodes.InvalidWebhookToken,
]

/**
 * The one router and the one error boundary: finds the handler, sends what it answers, and answers itself where the handler
 * failed. Never rejects, since nobody awaits an event listener.
 */
export function createInteractionCreate(routing: InteractionRouting): (interaction: Interaction) => Promise<void> {
  const { responses, explainError, clock, log } = routing

  return async (interaction) => {
    const timeout = startTimeout({ clock, milliseconds: answerTime })
    const handling = findAnswer(interaction, routing)
    if (handling === undefined) return timeout.clear()
    const explain = (error: unknown, isPrivate: boolean) => explainError(error, chooseLocale(interaction, isPrivate))
    const answer = await handling.catch(
      (error: unknown): InteractionResponse => ({ kind: 'reply', view: explain(error, true), ephemeral: true }),
    )
    const { id, token, applicationId } = interaction
    const address = { id, token, applicationId, deadline: timeout.signal }
    await sendAnswer(responses, address, answer, explain).catch((error: unknown) => {
      const facts = { error, interactionId: id }
      if (error instanceof AnswerUnclear) {
        log.warn(facts, 'Discord did not say whether it took an answer')
      } else if (hasCode(error, ...lateCodes)) {
        log.warn(facts, 'An answer came too late for Discord')
      } else if (hasCode(error, RESTJSONErrorCodes.InteractionHasAlreadyBeenAcknowledged)) {
        log.debug(facts, 'An interaction had been answered before')
      } else {
        log.error(facts, 'An answer did not reach Discord')
      }
    })
    timeout.clear()
  }
}

function findAnswer(interaction: Interaction, routing: InteractionRouting): Promise<InteractionResponse> | undefined {
  const { commands, components, services } = routing
  if (interaction.isChatInputCommand()) {
    const command = commands.find((each) => each.name === interaction.commandName)
    return command?.execute(interaction, services) ?? refuseOutdated()
  }
  if (interaction.isButton()) {
    const pressed = parseCustomId(interaction.customId)
    const component = components.find((each) => each.prefix === pressed?.prefix)
    if (pressed === undefined || component === undefined) return refuseOutdated()
    return component.execute(interaction, pressed.generationId, services)
  }
  return interaction.isRepliable() ? refuseOutdated() : undefined
}

async function refuseOutdated(): Promise<InteractionResponse> {
  throw new UserError({ code: 'outdated' })
}
