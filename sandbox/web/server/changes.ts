import type { SentInteraction } from '../../discord/people/presence.ts'
import type { Change, SentAction } from '../protocol.ts'

/** Passes on what happens to whoever listens. */
export interface Changes {
  tell(change: Change): void
  /** The returned function ends the listening. */
  listen(listener: (change: Change) => void): () => void
  readonly listeners: number
}

export function createChanges(): Changes {
  const listeners = new Set<(change: Change) => void>()
  return {
    tell(change) {
      for (const listener of [...listeners]) listener(change)
    },
    listen(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    get listeners() {
      return listeners.size
    },
  }
}

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

/** A map that keeps the latest entries only, in the order in which their keys came. */
export interface Latest<Key, Value> {
  get(key: Key): Value | undefined
  set(key: Key, value: Value): void
  values(): Value[]
}

export function createLatest<Key, Value>(most: number): Latest<Key, Value> {
  const entries = new Map<Key, Value>()
  return {
    get: (key) => entries.get(key),
    set(key, value) {
      entries.set(key, value)
      for (const oldest of entries.keys()) {
        if (entries.size <= most) break
        entries.delete(oldest)
      }
    },
    values: () => [...entries.values()],
  }
}
