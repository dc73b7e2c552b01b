import type { APIModalInteractionResponseCallbackData } from 'discord.js'
import type { Generations } from '../domain/contracts/generations.ts'
import type { UsageBook } from '../domain/contracts/limits.ts'
import type { MessageView } from '../domain/message.ts'
import type { Acknowledgement } from '../domain/origin.ts'
import type { Policy } from '../domain/policy.ts'

/** What handlers may ask. */
export interface Services {
  readonly generations: Generations
  readonly usage: UsageBook
  readonly policy: Policy
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

/** The message of the component is replaced at once. */
export interface Update {
  readonly kind: 'update'
  readonly view: MessageView
}

/**
 * The click is acknowledged without a change, then `proceed`, also when nobody knows whether Discord took the acknowledgement; a
 * returned view is sent as an ephemeral follow-up.
 */
export interface DeferredUpdate {
  readonly kind: 'deferUpdate'
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
export interface Choices {
  readonly kind: 'choices'
  readonly choices: readonly Choice[]
}

export type CommandResponse = MessageResponse | Deferral | OpenedModal
export type ComponentResponse = CommandResponse | Update | DeferredUpdate
export type ModalResponse = Exclude<ComponentResponse, OpenedModal>

/** What a handler wants Discord to be told. Handlers return it, the router in `events/` alone sends it. */
export type InteractionResponse = ComponentResponse | Choices
