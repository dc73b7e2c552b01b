import type {
  ChatInputCommandInteraction,
  RESTPostAPIChatInputApplicationCommandsJSONBody,
  SlashCommandSubcommandBuilder,
} from 'discord.js'
import type { Generations } from '../domain/contracts/generations.ts'
import type { UsageBook } from '../domain/contracts/limits.ts'
import type { InteractionResponse } from '../domain/interactionResponse.ts'
import type { Policy } from '../domain/policy.ts'

export interface CommandServices {
  readonly generations: Generations
  readonly usage: UsageBook
  readonly policy: Policy
}

type Execute = (interaction: ChatInputCommandInteraction, services: CommandServices) => Promise<InteractionResponse>

/** One entry below a command: `/kling video`. */
export interface Subcommand {
  readonly name: string
  /** What Discord is told about it, with the choices that the configured providers offer. */
  readonly define: (policy: Pick<Policy, 'providers'>) => SlashCommandSubcommandBuilder
  /** Parses, calls one service and says what to answer. Throws a UserError where the answer is no. */
  readonly execute: Execute
}

export interface Command {
  readonly name: string
  readonly define: (policy: Pick<Policy, 'providers'>) => RESTPostAPIChatInputApplicationCommandsJSONBody
  /** Throws a UserError where the answer is no. */
  readonly execute: Execute
}
