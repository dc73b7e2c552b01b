import type { SentAction } from '../../protocol.ts'

/** What became of the buttons and selects of a message that a person used. */
export interface Use {
  /** The one that was used and is not answered yet. */
  readonly waitingFor: string | undefined
  /** Whether the latest use was never answered. */
  readonly hasFailed: boolean
}

export function findUse(sent: readonly SentAction[], personId: string, messageId: string): Use {
  const latest = sent.findLast(
    (each) => each.kind === 'component' && each.personId === personId && each.messageId === messageId,
  )
  return {
    waitingFor: latest?.state === 'sent' ? latest.customId : undefined,
    hasFailed: latest?.state === 'didNotRespond',
  }
}
