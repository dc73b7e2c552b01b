import type { SandboxClock } from '../../clock.ts'
import { isAbsent, type JsonObject } from '../json.ts'
import type { MessageRecord } from './messageRecord.ts'

/** "The past few minutes" of the documentation; the exact number is not published. */
const memoryMilliseconds = 3 * 60 * 1_000

export interface Nonces {
  /** Posts, or gives back what the same nonce has posted before. */
  once(channelId: string, body: JsonObject, post: () => Promise<MessageRecord>): Promise<MessageRecord>
}

/** @see https://discord.com/developers/docs/resources/message#create-message (`enforce_nonce`) */
export function createNonces({ clock }: { clock: Pick<SandboxClock, 'now'> }): Nonces {
  const posted = new Map<string, { at: number; message: Promise<MessageRecord> }>()
  return {
    async once(channelId, body, post) {
      if (isAbsent(body.nonce)) return post()
      const key = `${channelId} ${String(body.nonce)}`
      const known = posted.get(key)
      if (body.enforce_nonce === true && known !== undefined && clock.now() - known.at <= memoryMilliseconds) {
        return known.message
      }
      const message = post()
      posted.set(key, { at: clock.now(), message })
      // A post that failed took no nonce.
      message.catch(() => posted.delete(key))
      return message
    },
  }
}
