import type { AnySelectMenuInteraction, ButtonInteraction, ModalSubmitInteraction } from 'discord.js'
import type { z } from 'zod'
import type { MessageView } from '../domain/message.ts'
import type { Actor, RecordAccess } from '../interactions/access.ts'
import type { ComponentResponse, ModalResponse, Services } from '../interactions/handler.ts'

export type UsedInteraction = ButtonInteraction | AnySelectMenuInteraction | ModalSubmitInteraction

/** A click, a choice or a sent form that this person may make at this place. */
export interface Use<Interaction> {
  readonly interaction: Interaction
  readonly recordId: string
  readonly argument?: string
  readonly actor: Actor
}

/** Answers with what it did. Throws a UserError where the answer is no. */
interface Answering<Interaction, Response> {
  readonly execute: (use: Use<Interaction>, services: Services) => Promise<Response>
}

/**
 * Discord is answered before the record is looked up: `update` leaves the message as it is, and a returned view is sent as a
 * private follow-up; `privateMessage` is "thinking…" in a new message, and a returned view is edited in.
 */
interface Acknowledging<Interaction> {
  readonly acknowledge: 'update' | 'privateMessage'
  readonly proceed: (use: Use<Interaction>, services: Services) => Promise<MessageView | undefined>
}

/** Every component's custom id is `<name>:<record id>`, with an argument behind it where one is declared. */
export type ComponentHandler<Kind, Interaction, Response> = {
  readonly kind: Kind
  readonly name: string
  readonly access: RecordAccess
  readonly argument?: z.ZodType<string>
  /**
   * In the message of the record the token of the use shows how it stands, whoever it is, and before it is asked whether they
   * may: the bot may reach the message in no other way.
   */
  readonly refreshesOwnMessage?: boolean
} & (Answering<Interaction, Response> | Acknowledging<Interaction>)

export type Button = ComponentHandler<'button', ButtonInteraction, ComponentResponse>
/** A select of any kind: of texts, people, roles or channels. */
export type Select = ComponentHandler<'select', AnySelectMenuInteraction, ComponentResponse>
/** What happens when the person sends the form. A modal that a command opened stands in no message: it is private. */
export type Modal = ComponentHandler<'modal', ModalSubmitInteraction, ModalResponse>

export type Component = Button | Select | Modal
