import { type Interaction, RESTJSONErrorCodes } from 'discord.js'
import type { Command, CommandServices } from '../commands/command.ts'
import type { Component, ComponentServices } from '../components/component.ts'
import type { Answer } from '../domain/answer.ts'
import { Refusal } from '../domain/refusal.ts'
import type { Log } from '../log.ts'
import { parseCustomId } from '../views/customId.ts'
import { hasCode, type InteractionResponses } from './interactionResponses.ts'
import { type ExplainError, sendAnswer } from './sendAnswer.ts'

export interface InteractionRouting {
  readonly commands: readonly Command[]
  readonly components: readonly Component[]
  readonly services: CommandServices & ComponentServices
  readonly responses: InteractionResponses
  readonly explainError: ExplainError
  readonly log: Log
}

/**
 * The one router and the one error boundary: finds the handler, sends what it answers, and answers itself where the handler
 * failed. Never rejects, since nobody awaits an event listener.
 */
export function createInteractionCreate(routing: InteractionRouting): (interaction: Interaction) => Promise<void> {
  const { responses, explainError, log } = routing

  return async (interaction) => {
    const handling = findAnswer(interaction, routing)
    if (handling === undefined) return
    const answer = await handling.catch(
      (error: unknown): Answer => ({ kind: 'reply', view: explainError(error), ephemeral: true }),
    )
    await sendAnswer(responses, interaction, answer, explainError).catch((error: unknown) => {
      const facts = { error, interactionId: interaction.id }
      if (hasCode(error, RESTJSONErrorCodes.UnknownInteraction)) {
        log.warn(facts, 'An answer came too late for Discord')
      } else if (hasCode(error, RESTJSONErrorCodes.InteractionHasAlreadyBeenAcknowledged)) {
        log.debug(facts, 'An interaction had been answered before')
      } else {
        log.error(facts, 'An answer did not reach Discord')
      }
    })
  }
}

function findAnswer(interaction: Interaction, routing: InteractionRouting): Promise<Answer> | undefined {
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

async function refuseOutdated(): Promise<Answer> {
  throw new Refusal({ code: 'outdated' })
}
