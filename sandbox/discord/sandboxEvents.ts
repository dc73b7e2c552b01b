import type { SandboxMessage } from './messages/messageRecord.ts'
import type { RecordedRequest } from './rest/requestLog.ts'

/** What happens in the played Discord, for whoever wants to draw it. */
export type SandboxEvent =
  | { readonly kind: 'messageCreated' | 'messageEdited' | 'messageDeleted'; readonly message: SandboxMessage }
  | {
      readonly kind: 'interactionSent' | 'interactionAcknowledged' | 'interactionDidNotRespond'
      readonly interactionId: string
      /** 2 command, 3 component, 4 autocomplete, 5 modal. */
      readonly type: number
      readonly channelId: string
      readonly userId: string
    }
  /** Started, renamed, closed or deleted. */
  | { readonly kind: 'threadChanged'; readonly threadId: string }
  | { readonly kind: 'commandsRegistered'; readonly guildId: string | undefined; readonly count: number }
  | { readonly kind: 'botConnected' | 'botDisconnected' }
  | { readonly kind: 'request'; readonly request: RecordedRequest }

export type SandboxListener = (event: SandboxEvent) => void

export interface SandboxEmitter {
  emit(event: SandboxEvent): void
  /** The returned function ends the listening. */
  listen(listener: SandboxListener): () => void
}

export function createEmitter(): SandboxEmitter {
  const listeners = new Set<SandboxListener>()
  return {
    emit(event) {
      for (const listener of [...listeners]) listener(event)
    },
    listen(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
