import type {
  AnySelectMenuInteraction,
  APIModalInteractionResponseCallbackData,
  AutocompleteInteraction,
  ButtonInteraction,
  ChatInputCommandInteraction,
  MessageContextMenuCommandInteraction,
  ModalSubmitInteraction,
  RESTPostAPIApplicationCommandsJSONBody,
  SlashCommandSubcommandBuilder,
  UserContextMenuCommandInteraction,
} from 'discord.js'
import type { z } from 'zod'
import type { MessageView } from '../domain/contracts/delivery.ts'
import type { Drafts } from '../domain/contracts/drafts.ts'
import type { Accepted, Generations, Purchases } from '../domain/contracts/generations.ts'
import type { History } from '../domain/contracts/history.ts'
import type { UsageBook } from '../domain/contracts/limits.ts'
import type { Preferences } from '../domain/contracts/preferences.ts'
import type { Presets } from '../domain/contracts/presets.ts'
import type { Privacy } from '../domain/contracts/privacy.ts'
import type { Reports } from '../domain/contracts/reports.ts'
import type { Rounds } from '../domain/contracts/rounds.ts'
import type { Servers } from '../domain/contracts/servers.ts'
import type { Threads } from '../domain/contracts/threads.ts'
import type { Acknowledgement, Origin } from '../domain/origin.ts'
import type { Policy } from '../domain/policy.ts'
import type { ReceivedMessage } from './receivedMessage.ts'

/** What commands may ask. */
export interface Services {
  readonly generations: Generations
  readonly rounds: Rounds
  readonly drafts: Drafts
  readonly history: History
  readonly usage: UsageBook
  readonly preferences: Preferences
  readonly privacy: Privacy
  readonly servers: Servers
  readonly presets: Presets
  readonly reports: Reports
  readonly threads: Threads
  readonly policy: Policy
}

/** What components may ask that do not pay. */
export interface FreeServices extends Omit<Services, 'generations'> {
  readonly generations: Omit<Generations, keyof Purchases>
}

/** A new message at once. */
export interface MessageResponse {
  readonly kind: 'reply'
  readonly view: MessageView
  readonly ephemeral: boolean
}

/**
 * "thinking…" at once, then `proceed` with the status message's id; a returned view is edited in. When Discord certainly did
 * not take the answer, `failed` ends what was begun; when nobody knows, `unclear` is called instead.
 *
 * No member is called `then`: a promise of such an object would take it for a promise.
 */
export interface Deferral {
  readonly kind: 'defer'
  readonly ephemeral: boolean
  readonly proceed: (acknowledgement: Acknowledgement) => Promise<MessageView | undefined>
  readonly failed?: () => Promise<void>
  readonly unclear?: () => void
}

/** A video was accepted. It begins once Discord took the answer; to one that was accepted before the person is pointed. */
export interface AcceptedVideo {
  readonly kind: 'video'
  readonly accepted: Accepted
}

/** The message of the component is replaced at once. */
export interface Update {
  readonly kind: 'update'
  readonly view: MessageView
}

/**
 * The click is acknowledged without a change, then `proceed`, also when nobody knows whether Discord took the acknowledgement; a
 * returned view is sent as an ephemeral follow-up, or takes the place of the message.
 */
interface DeferredUpdate {
  readonly kind: 'deferUpdate'
  readonly redraws?: true
  readonly proceed: () => Promise<MessageView | undefined>
}

/** A form opens; what the person sends is handled by the modal's own handler. Not in answer to a modal. */
export interface OpenedModal {
  readonly kind: 'modal'
  readonly modal: APIModalInteractionResponseCallbackData
}

/** A suggestion for an option that completes itself. */
export interface Choice {
  readonly name: string
  readonly value: string | number
}

/** Suggestions, of which the first 25 are shown. */
interface Choices {
  readonly kind: 'choices'
  readonly choices: readonly Choice[]
}

/** What the router sends, and the only thing that it sends. */
export type InteractionResponse = MessageResponse | Deferral | OpenedModal | Update | DeferredUpdate | Choices

type CommandResponse = MessageResponse | Deferral | OpenedModal | AcceptedVideo
export type ComponentResponse = MessageResponse | Deferral | OpenedModal | Update | DeferredUpdate
type ModalResponse = Exclude<ComponentResponse, OpenedModal>

/** What Discord is told about a command, with the choices that the configured providers offer. */
type Define<Definition> = (policy: Pick<Policy, 'providers'>) => Definition

/** Parses, calls one service and says what to answer. Throws a UserError where the answer is no. */
type Execute<Interaction> = (interaction: Interaction, services: Services) => Promise<CommandResponse>

/** Suggests values for the option that is being typed. */
type Complete = (interaction: AutocompleteInteraction, services: Services) => Promise<readonly Choice[]>

/** One entry below a command: `/kling video`. */
export interface Subcommand {
  readonly name: string
  /** Absent where it can always be used. */
  readonly isOffered?: Define<boolean>
  readonly define: Define<SlashCommandSubcommandBuilder>
  readonly execute: Execute<ChatInputCommandInteraction>
  readonly complete?: Complete
}

/** Something that people find in Discord's list of commands or in a menu. */
interface NamedCommand<Kind, Interaction> {
  readonly kind: Kind
  readonly name: string
  readonly define: Define<RESTPostAPIApplicationCommandsJSONBody>
  readonly execute: Execute<Interaction>
}

/** A command that is typed, with everything below it. */
export interface SlashCommand extends NamedCommand<'slashCommand', ChatInputCommandInteraction> {
  readonly complete?: Complete
}

/** An entry in the menu of every message. */
export type MessageCommand = NamedCommand<'messageCommand', MessageContextMenuCommandInteraction>

/** An entry in the menu of every person. */
type UserCommand = NamedCommand<'userCommand', UserContextMenuCommandInteraction>

/**
 * Messages that mention the bot. With the first of these the client asks Discord for messages; their text comes with a mention
 * and in direct messages alone, which needs no privileged intent.
 */
export interface Mention {
  readonly kind: 'mention'
  /** What is replied; undefined where the message is not meant for this handler. Throws a UserError where the answer is no. */
  readonly execute: (message: ReceivedMessage, services: Services) => Promise<MessageView | undefined>
}

/** Everything by which people address the bot first. */
export type Command = SlashCommand | MessageCommand | UserCommand | Mention

/** Who uses a component or sends a modal, and where it stands. */
export interface Actor {
  readonly userId: string
  readonly guildId?: string
  readonly channelId?: string
  /** The message of the component; none for a modal that a command opened. */
  readonly messageId?: string
  /** The records whose components that message has, by what Discord says of it. */
  readonly recordIds: readonly string[]
  /** Whether nobody else sees it. */
  readonly isAlone: boolean
  /** Whether it is the person's conversation with the bot. */
  readonly isDirect: boolean
  /** In that channel. */
  readonly mayManageMessages: boolean
  readonly mayManageServer: boolean
}

/** Whose a record is, and where its message stands. */
export interface RecordPlace extends Pick<Origin, 'userId' | 'guildId' | 'messageId'> {
  /** Where its components are all that is known of its message. */
  readonly id?: string
  /** Absent where it stands in no message of its own. */
  readonly channelId?: string
  /** Whether its owner counts as somebody who may manage the server, without Discord's permission. */
  readonly isTrusted?: boolean
}

/**
 * Where a component acts: in the message of its record, in a message of its channel that has components of the record, in its channel,
 * or where only the person sees it, be that a private message or their conversation with the bot.
 */
export type Place = 'message' | 'ownCard' | 'channel' | 'private'

/** Who may use a component and where it acts, declared on its handler. */
export interface RecordAccess {
  /** Undefined where there is no such record, or no longer. */
  readonly find: (recordId: string, services: FreeServices) => Promise<RecordPlace | undefined>
  /**
   * `managers`: its owner, as long as they may manage the server. `moderators`: who may manage messages where its message stands,
   * or the server.
   */
  readonly allowed: 'anyone' | 'owner' | 'ownerAndModerators' | 'managers' | 'moderators'
  readonly places: readonly Place[]
}

/** A click, a choice or a sent form that this person may make at this place. */
export interface Use<Interaction> {
  readonly interaction: Interaction
  readonly recordId: string
  readonly argument?: string
  readonly actor: Actor
}

/** Answers with what it did. Throws a UserError where the answer is no. */
interface Answering<Interaction, Response> {
  readonly execute: (use: Use<Interaction>, services: FreeServices) => Promise<Response>
}

/** Discord is answered before the record is looked up: the message stays as it is. A returned view is sent as a private follow-up. */
interface Updating<Interaction> {
  readonly acknowledge: 'update'
  /**
   * In the message of the record the token of the use shows how it stands, whoever it is, and before it is asked whether they
   * may: the bot may reach the message in no other way.
   */
  readonly refreshesOwnMessage?: boolean
  readonly proceed: (use: Use<Interaction>, services: FreeServices) => Promise<MessageView | undefined>
}

/** Discord is answered before the record is looked up: "thinking…" in a private message, into which a returned view is edited. */
interface AnsweringPrivately<Interaction> {
  readonly acknowledge: 'privateMessage'
  readonly proceed: (use: Use<Interaction>, services: FreeServices) => Promise<MessageView | undefined>
}

/**
 * Begins a video, once for each custom id, or for whatever else it says it uses up: a second use, from another device or after a
 * restart, is pointed to the first one's.
 * One that ended before anything was paid gives the component free again.
 */
interface Paying<Interaction> {
  readonly pays: 'once'
  /** What it uses up: the custom id unless given. Throws a UserError. */
  readonly claim?: (use: Use<Interaction>, services: FreeServices) => Promise<string>
  /** Answers with other words where the person has to look once more. Throws a UserError where the answer is no. */
  readonly accept: (use: Use<Interaction>, services: Services) => Promise<Accepted | MessageResponse | Update>
}

/** Every component's custom id is `<name>:<record id>`, with an argument behind it where one is declared. */
export type ComponentHandler<Kind, Interaction, Response> = {
  readonly kind: Kind
  readonly name: string
  readonly access: RecordAccess
  readonly argument?: z.ZodType<string | undefined>
} & (Answering<Interaction, Response> | Updating<Interaction> | AnsweringPrivately<Interaction> | Paying<Interaction>)

export type Button = ComponentHandler<'button', ButtonInteraction, ComponentResponse>
/** A select of any kind: of texts, people, roles or channels. */
export type Select = ComponentHandler<'select', AnySelectMenuInteraction, ComponentResponse>
/** What happens when the person sends the form. A modal that a command opened stands in no message: it is private. */
export type Modal = ComponentHandler<'modal', ModalSubmitInteraction, ModalResponse>

export type Component = Button | Select | Modal
export type ComponentInteraction = ButtonInteraction | AnySelectMenuInteraction | ModalSubmitInteraction
