import type { MessageView } from './message.ts'
import type { Acknowledgement } from './origin.ts'

/**
 * What a handler wants Discord to be told. Handlers return it, the router in `events/` alone sends it.
 *
 * - `reply`: a new message at once.
 * - `defer`: "thinking…" at once, then `then` with the status message's id; a returned view is edited in. When Discord did
 *   not take the answer, `failed` ends what was begun.
 * - `update`: the message of the pressed button is replaced at once.
 * - `deferUpdate`: the click is acknowledged without a change, then `then`; a returned view is sent as an ephemeral
 *   follow-up.
 */
export type Answer =
  | { readonly kind: 'reply'; readonly view: MessageView; readonly ephemeral: boolean }
  | {
      readonly kind: 'defer'
      readonly ephemeral: boolean
      readonly then: (acknowledgement: Acknowledgement) => Promise<MessageView | undefined>
      readonly failed?: () => Promise<void>
    }
  | { readonly kind: 'update'; readonly view: MessageView }
  | { readonly kind: 'deferUpdate'; readonly then: () => Promise<MessageView | undefined> }
