import { textIn } from '../../../discord/json.ts'
import type { ShownMessage } from '../../protocol.ts'
import { describeMessage } from './describeMessage.ts'
import { type Named, nameAuthor } from './names.ts'

/**
 * What a screen reader says of a conversation: the message that was written or changed last. Its relative times are those
 * of the change, since it would be read aloud every second otherwise.
 */
export function findNews(messages: readonly ShownMessage[], named: Named): string {
  const latest = messages.toSorted((one, other) => changedAt(other) - changedAt(one))[0]
  if (latest === undefined) return ''
  const author = nameAuthor(named, latest.body)
  if (latest.isLoading) return `${author} is thinking…`
  return `${author}: ${describeMessage(latest.body, { named, now: changedAt(latest) })}`
}

function changedAt({ body, createdAt }: ShownMessage): number {
  const edited = Date.parse(textIn(body.edited_timestamp))
  return Number.isNaN(edited) ? createdAt : edited
}
