import type { SandboxAttachment } from '../cdn/fileStore.ts'
import type { JsonObject } from '../json.ts'

/** How a message was written: an interaction's callback, an interaction's token, or the bot's own token. */
export type MessageRoute = 'callback' | 'token' | 'channel' | 'person'

/** What a message looked like from `at` on. */
export interface MessageVersion {
  readonly at: number
  readonly route: MessageRoute
  readonly content: string
  readonly flags: number
  readonly components: readonly JsonObject[]
  readonly attachments: readonly string[]
}

/** A message as people see it: this object changes when the message does. */
export interface SandboxMessage {
  readonly id: string
  readonly channelId: string
  readonly authorId: string
  readonly content: string
  readonly flags: number
  /** With ids filled in and media resolved. */
  readonly components: readonly JsonObject[]
  readonly embeds: readonly JsonObject[]
  readonly attachments: readonly SandboxAttachment[]
  /** The only person who sees it. */
  readonly ephemeralFor?: string
  /** Still "thinking…". */
  readonly isLoading: boolean
  readonly isDeleted: boolean
  /** The only person who saw it has put it away; for the bot it is still there. */
  readonly isDismissed?: boolean
  readonly interactionId?: string
  readonly reference?: MessageReference
  /** Who was notified when it was new: ids of people, `everyone`, or `role:` and an id. Edits notify nobody. */
  readonly pings: readonly string[]
  /** From the first appearance on. */
  readonly history: readonly MessageVersion[]
  readonly createdAt: number
  readonly editedAt?: number
  /** The content and all displayed texts, one below the other. */
  readonly text: string
}

export interface MessageReference {
  readonly channelId: string
  readonly messageId: string
}

/** The interaction that a message answers. */
export interface MessageInteraction {
  readonly id: string
  readonly type: number
  readonly userId: string
  readonly owners: JsonObject
  /** The message whose component was used. */
  readonly sourceId?: string | undefined
  /** The message that a context-menu command was used on. */
  readonly targetId?: string | undefined
  /** The person that a context-menu command was used on. */
  readonly targetUserId?: string | undefined
  /** What opened the modal that was sent. */
  readonly opener?: MessageInteraction | undefined
}

/** The same message, for the sandbox itself. */
export interface MessageRecord extends SandboxMessage {
  content: string
  flags: number
  components: JsonObject[]
  embeds: JsonObject[]
  attachments: SandboxAttachment[]
  isLoading: boolean
  isDeleted: boolean
  isDismissed?: boolean
  editedAt?: number
  readonly interaction?: MessageInteraction
  readonly nonce?: string | number
  readonly pings: string[]
  readonly history: MessageVersion[]
}
