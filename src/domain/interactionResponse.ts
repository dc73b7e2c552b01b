import type { MessageView } from './message.ts'
import type { Acknowledgement } from './origin.ts'

/**
 * What a handler wants Discord to be told. Handlers return it, the router in `events/` alone sends it.
 *
 * - `reply`: a new message at once.
 * - `defer`: "thinking…" at once, then `proceed` with the status message's id; a returned view is edited in. When Discord
 *   certainly did not take the answer, `failed` ends what was begun; when nobody knows, `unclear` is called instead.
 * - `update`: the message of the pressed button is replaced at once.
 * - `deferUpdate`: the click is acknowledged without a change, then `proceed`, also when nobody knows whether Discord took
 *   the acknowledgement; a returned view is sent as an ephemeral
 *   follow-up.
 *
 * No member is called `then`: a promise of such an object would take it for a promise.
 */
export type InteractionResponse =
  | { readonly kind: 'reply'; readonly view: MessageView; readonly ephemeral: boolean }
  | {
      readonly kind: 'defer'
      readonly ephemeral: boolean
      readonly proceed: (acknowledgement: Acknowledgement) => Promise<MessageView | undefined>
      readonly failed?: () => Promise<void>
      readonly unclear?: () => void
    }
  | { readonly kind: 'update'; readonly view: MessageView }
  | { readonly kind: 'deferUpdate'; readonly proceed: () => Promise<MessageView | undefined> }
