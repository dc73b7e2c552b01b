import type { JsonObject } from '../discord/json.ts'

/**
 * What the page and its server say to each other. The page plays Discord's client: the server tells it everything that
 * happens as `Change`s (server-sent events on `GET /changes`), and it says what a person does as `Action`s (JSON, `POST
 * /actions`). Messages, commands and modals have the shape that Discord's own API gives them.
 */

/** Somebody whose part can be played. */
export interface Person {
  readonly id: string
  readonly name: string
  /** Who they are, in a few words: `admin of the server`. */
  readonly role: string
  /** May delete other people's messages. */
  readonly mayModerate: boolean
  /** Bytes per file. */
  readonly uploadLimit: number
}

export interface Place {
  readonly id: string
  readonly name: string
  readonly kind: 'text' | 'ageRestricted' | 'direct'
  /** Of a thread: the channel that it is in. Its id is that of the message which started it. */
  readonly parentId?: string
  /** Of a direct conversation with the bot: the only person who has it. */
  readonly personId?: string
  /** The commands that Discord offers there, as ids per person; context-menu commands as well. */
  readonly offers: Readonly<Record<string, readonly string[]>>
}

/** A message, and what only the client knows of it. */
export interface ShownMessage {
  readonly id: string
  readonly placeId: string
  /** As Discord's API gives it, with signed addresses. */
  readonly body: JsonObject
  /** The only person who sees it. */
  readonly ephemeralFor?: string
  /** Still "thinking…". */
  readonly isLoading: boolean
  /** Who was notified when it was new: ids of people, `everyone`, or `role:` and an id. */
  readonly pings: readonly string[]
  /** `kling video`, where somebody's command brought it. */
  readonly command?: { readonly name: string; readonly personId: string }
  /** Milliseconds since the epoch, in the time of the testbed. */
  readonly createdAt: number
}

/** Something that a person sent to the bot, as long as it is of interest. */
export interface SentAction {
  /** The interaction's. */
  readonly id: string
  readonly personId: string
  readonly placeId: string
  readonly kind: 'command' | 'component' | 'modal'
  /** Of a command: `kling video`. */
  readonly name?: string
  /** Of a component: where it is. */
  readonly messageId?: string
  readonly customId?: string
  readonly state: 'sent' | 'acknowledged' | 'didNotRespond'
  /** The modal that the bot opened in answer, as Discord's API knows it. */
  readonly modal?: JsonObject
  readonly at: number
}

/** A request of the bot, for the curious. */
export interface SeenRequest {
  /** Counted from 1; a later change of the same number replaces it. */
  readonly number: number
  readonly to: 'discord' | 'kling' | 'runcomfy' | 'runware'
  readonly method: string
  /** Without secrets: tokens are cut out. */
  readonly path: string
  /** What it is for, in a word or two where that is known: `submit`, `edit message`. */
  readonly purpose?: string
  /** Absent until it was answered; 0 where the connection was cut, and `unreached` where there was none. */
  readonly status?: number | 'unreached'
  readonly body?: unknown
  readonly at: number
}

/** Trouble that can be switched on; the server describes them all, the page only draws them. */
export interface Switch {
  readonly id: string
  readonly label: string
  readonly description: string
  readonly isOn: boolean
}

export type BotState = 'starting' | 'serving' | 'stopped' | 'killed' | 'failed'

/** Everything at once, for a page that has just come. */
export interface Scene {
  readonly bot: { readonly id: string; readonly name: string; readonly state: BotState }
  readonly guildName: string
  /** Of the server, for selects and mentions of roles; absent where it has none. */
  readonly roles?: readonly { readonly id: string; readonly name: string }[]
  readonly people: readonly Person[]
  readonly places: readonly Place[]
  /** The registered ones, as Discord's API lists them. */
  readonly commands: readonly JsonObject[]
  readonly messages: readonly ShownMessage[]
  readonly sent: readonly SentAction[]
  readonly requests: readonly SeenRequest[]
  readonly switches: readonly Switch[]
  /** How far the testbed's time is ahead of the true one, in milliseconds. */
  readonly ahead: number
}

export type Change =
  | { readonly kind: 'scene'; readonly scene: Scene }
  /** New or changed. */
  | { readonly kind: 'message'; readonly message: ShownMessage }
  | { readonly kind: 'messageDeleted'; readonly id: string }
  | { readonly kind: 'sent'; readonly sent: SentAction }
  | { readonly kind: 'commands'; readonly commands: readonly JsonObject[]; readonly places: readonly Place[] }
  /** A thread came, or went. */
  | { readonly kind: 'places'; readonly places: readonly Place[] }
  | { readonly kind: 'bot'; readonly state: BotState }
  | { readonly kind: 'request'; readonly request: SeenRequest }
  | { readonly kind: 'switches'; readonly switches: readonly Switch[] }
  | { readonly kind: 'time'; readonly ahead: number }

/** What a person entered for an option or a field; a file was uploaded before (`POST /files?name=…`, the bytes as body). */
export type GivenValue = string | number | boolean | { readonly fileId: string } | { readonly id: string }

interface ByPerson {
  readonly personId: string
  readonly placeId: string
}

/** What a person does in Discord. */
export type Action =
  /** Sends a slash command: `kling video`. */
  | (ByPerson & {
      readonly kind: 'run'
      readonly name: string
      readonly values: Readonly<Record<string, GivenValue>>
    })
  /** Types in an option that completes itself. */
  | (ByPerson & {
      readonly kind: 'complete'
      readonly name: string
      readonly values: Readonly<Record<string, GivenValue>>
      readonly focused: string
    })
  /** Uses a context-menu command on a message. */
  | (ByPerson & { readonly kind: 'runOnMessage'; readonly name: string; readonly messageId: string })
  /** Uses a context-menu command on a person, or on the bot. */
  | (ByPerson & { readonly kind: 'runOnUser'; readonly name: string; readonly userId: string })
  | (ByPerson & { readonly kind: 'press'; readonly messageId: string; readonly customId: string })
  | (ByPerson & {
      readonly kind: 'choose'
      readonly messageId: string
      readonly customId: string
      readonly values: readonly string[]
    })
  /** Sends a modal; the fields by custom id, a checkbox as a boolean, files as ids of uploads. */
  | (ByPerson & {
      readonly kind: 'submit'
      /** The interaction that opened it. */
      readonly interactionId: string
      readonly values: Readonly<Record<string, string | boolean | readonly string[]>>
    })
  | (ByPerson & {
      readonly kind: 'say'
      /** With mentions as Discord writes them: `<@1>`. Empty where only files are sent. */
      readonly content: string
      /** Of uploads. */
      readonly fileIds?: readonly string[] | undefined
      /** The message that it answers, and whether its author is notified. */
      readonly reply?: { readonly messageId: string; readonly mentions: boolean } | undefined
    })
  | (ByPerson & { readonly kind: 'remove'; readonly messageId: string })
  /** Behind the scenes. */
  | { readonly kind: 'switch'; readonly id: string; readonly isOn: boolean }
  | { readonly kind: 'later'; readonly minutes: number }
  | { readonly kind: 'kill' }
  | { readonly kind: 'start' }

export interface Choice {
  readonly name: string
  readonly value: string | number
}

/** The answer to an action. */
export type Outcome =
  | { readonly ok: true; readonly interactionId?: string; readonly choices?: readonly Choice[] }
  /** Discord's client does not let the person do it: why, and at which option or field. */
  | { readonly ok: false; readonly problem: string; readonly field?: string }
