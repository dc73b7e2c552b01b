import type { SentInteraction } from '../../discord/people/sentInteraction.ts'
import type { SentAction } from '../protocol.ts'
import { createLatest } from './createLatest.ts'

export type SentDetails = Pick<SentAction, 'personId' | 'placeId' | 'kind' | 'name' | 'messageId' | 'customId'>

/** What people have sent to the bot, and what became of it. */
export interface SentLog {
  readonly actions: readonly SentAction[]
  add(interaction: SentInteraction, details: SentDetails): void
  find(interactionId: string): { readonly interaction: SentInteraction; readonly action: SentAction } | undefined
  /** How many still wait for an answer. */
  readonly waiting: number
}

const mostKept = 200

export function createSentLog(onChange: (action: SentAction) => void): SentLog {
  const entries = createLatest<string, { interaction: SentInteraction; action: SentAction }>(mostKept)
  let waiting = 0

  function keep(interaction: SentInteraction, action: SentAction): void {
    entries.set(interaction.id, { interaction, action })
    onChange(action)
  }

  return {
    get actions() {
      return entries.values().map(({ action }) => action)
    },
    add(interaction, details) {
      const action: SentAction = { ...details, id: interaction.id, state: 'sent', at: interaction.createdAt }
      waiting += 1
      keep(interaction, action)
      void interaction.outcome.then((state) => {
        waiting -= 1
        const { modal } = interaction
        keep(interaction, { ...action, state, ...(modal !== undefined && { modal }) })
      })
    },
    find: (interactionId) => entries.get(interactionId),
    get waiting() {
      return waiting
    },
  }
}
