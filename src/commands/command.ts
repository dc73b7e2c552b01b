import type {
  AutocompleteInteraction,
  ChatInputCommandInteraction,
  Message,
  MessageContextMenuCommandInteraction,
  RESTPostAPIApplicationCommandsJSONBody,
  SlashCommandSubcommandBuilder,
  UserContextMenuCommandInteraction,
} from 'discord.js'
import type { MessageView } from '../domain/message.ts'
import type { Policy } from '../domain/policy.ts'
import type { Choice, CommandResponse, Services } from '../interactions/handler.ts'

/** What Discord is told about a command, with the choices that the configured providers offer. */
type Define<Definition> = (policy: Pick<Policy, 'providers'>) => Definition

/** Parses, calls one service and says what to answer. Throws a UserError where the answer is no. */
type Execute<Interaction> = (interaction: Interaction, services: Services) => Promise<CommandResponse>

/** Suggests values for the option that is being typed. */
type Complete = (interaction: AutocompleteInteraction, services: Services) => Promise<readonly Choice[]>

/** One entry below a command: `/kling video`. */
export interface Subcommand {
  readonly name: string
  readonly define: Define<SlashCommandSubcommandBuilder>
  readonly execute: Execute<ChatInputCommandInteraction>
  readonly complete?: Complete
}

/** A command that is typed, with everything below it. */
export interface SlashCommand {
  readonly kind: 'slashCommand'
  readonly name: string
  readonly define: Define<RESTPostAPIApplicationCommandsJSONBody>
  readonly execute: Execute<ChatInputCommandInteraction>
  readonly complete?: Complete
}

/** An entry in the menu of every message. */
export interface MessageCommand {
  readonly kind: 'messageCommand'
  readonly name: string
  readonly define: Define<RESTPostAPIApplicationCommandsJSONBody>
  readonly execute: Execute<MessageContextMenuCommandInteraction>
}

/** An entry in the menu of every person. */
export interface UserCommand {
  readonly kind: 'userCommand'
  readonly name: string
  readonly define: Define<RESTPostAPIApplicationCommandsJSONBody>
  readonly execute: Execute<UserContextMenuCommandInteraction>
}

/**
 * Messages that mention the bot. With the first of these the client asks Discord for messages; their text comes with a mention
 * and in direct messages alone, which needs no privileged intent.
 */
export interface Mention {
  readonly kind: 'mention'
  /** What is replied; undefined where the message is not meant for this handler. Throws a UserError where the answer is no. */
  readonly execute: (message: Message, services: Services) => Promise<MessageView | undefined>
}

/** Everything by which people address the bot first. */
export type Command = SlashCommand | MessageCommand | UserCommand | Mention
