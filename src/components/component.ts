import type { ButtonInteraction } from 'discord.js'
import type { Generations } from '../domain/contracts/generations.ts'
import type { InteractionResponse } from '../domain/interactionResponse.ts'
import type { ButtonPrefix } from '../views/customId.ts'

export interface ComponentServices {
  readonly generations: Generations
}

/** A button. Its prefix is its file's name and the first part of its custom id; the generation id is the rest. */
export interface Component {
  readonly prefix: ButtonPrefix
  /** Calls one service and says what to answer. Throws a UserError where the answer is no, in `proceed` as well. */
  readonly execute: (
    interaction: ButtonInteraction,
    generationId: string,
    services: ComponentServices,
  ) => Promise<InteractionResponse>
}
