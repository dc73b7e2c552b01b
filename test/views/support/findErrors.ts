import { checkMessage, messageRules } from '../../../sandbox/discord/validation/checkMessage.ts'
import type { MessageView } from '../../../src/domain/contracts/delivery.ts'

/** What Discord would object to, on any route that the message may take: its specification, and the rules beyond it. */
export function findErrors({ body, files }: MessageView): readonly unknown[] {
  const named = files.map(({ name }, index) => ({ index, filename: name }))
  const attachments = files.map(({ name, description }, index) => ({ id: String(index), filename: name, description }))
  const sent = { ...body, ...(files.length > 0 && { attachments }) }
  return Object.values(messageRules).flatMap((rules) => checkMessage(sent, rules, named).errors)
}
