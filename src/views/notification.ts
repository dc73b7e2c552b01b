import { type APIMessageTopLevelComponent, MessageFlags, userMention } from 'discord.js'
import type { MessageView, NotificationCircumstances } from '../domain/contracts/delivery.ts'
import type { Generation } from '../domain/generation.ts'
import { isFinal } from '../domain/stateMachine.ts'
import { createText } from './components.ts'
import { findShowing } from './resultGallery.ts'
import type { Texts } from './text/en.ts'

/**
 * The short reply that notifies the owner and nobody else, since an edit notifies nobody. Undefined where no word is
 * wanted: not finished, private, or ended by the person.
 */
export function renderNotification(
  texts: Texts,
  generation: Generation,
  { isMessageGone }: Pick<NotificationCircumstances, 'isMessageGone'>,
): MessageView | undefined {
  const { origin, abandonedAt, stoppedBy } = generation
  if (!isFinal(generation) || origin.ephemeral || (abandonedAt !== undefined && stoppedBy === undefined))
    return undefined
  const sentence = chooseSentence(texts, generation, isMessageGone)
  if (sentence === undefined) return undefined
  const components: APIMessageTopLevelComponent[] = [createText(sentence(userMention(origin.userId)))]
  return {
    body: {
      flags: MessageFlags.IsComponentsV2,
      allowed_mentions: { users: [origin.userId], replied_user: false },
      components,
    },
    files: [],
  }
}

function chooseSentence(
  { notifications }: Texts,
  generation: Generation,
  isMessageGone: boolean,
): ((owner: string) => string) | undefined {
  const { stoppedBy, abandonedAt } = generation
  const moderator = stoppedBy === undefined ? undefined : userMention(stoppedBy)
  switch (generation.state) {
    case 'cancelled':
      return moderator === undefined ? undefined : (owner) => notifications.stopped({ owner, moderator })
    case 'succeeded':
      if (moderator !== undefined && abandonedAt !== undefined)
        return (owner) => notifications.hidden({ owner, moderator })
      if (isMessageGone) return notifications.messageGone
      return findShowing(generation, false) === 'withheld' ? notifications.withheld : notifications.succeeded
    case 'failed':
      return generation.failure?.kind === 'notAcknowledged' ? undefined : notifications.failed
    case 'lost':
      return notifications.lost
    case 'unconfirmed':
      return notifications.unconfirmed
    default:
      return undefined
  }
}
