import { type APIMessageTopLevelComponent, MessageFlags, userMention } from 'discord.js'
import type { NoticeCircumstances } from '../domain/contracts/delivery.ts'
import { type Generation, isFinal } from '../domain/generation.ts'
import type { MessageView } from '../domain/message.ts'
import { createText } from './parts.ts'
import { noticeSentences } from './sentences/notice.ts'
import { findShowing } from './status/findShowing.ts'

/**
 * The short reply that notifies the owner and nobody else, since an edit notifies nobody. Undefined where no word is
 * wanted: not finished, private, or ended by the person.
 */
export function renderNotice(
  generation: Generation,
  { isMessageGone }: Pick<NoticeCircumstances, 'isMessageGone'>,
): MessageView | undefined {
  const { origin } = generation
  if (!isFinal(generation) || origin.ephemeral || generation.abandonedAt !== undefined) return undefined
  const sentence = chooseSentence(generation, isMessageGone)
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

function chooseSentence(generation: Generation, isMessageGone: boolean): ((owner: string) => string) | undefined {
  switch (generation.state) {
    case 'succeeded':
      if (isMessageGone) return noticeSentences.messageGone
      return findShowing(generation, false) === 'withheld' ? noticeSentences.withheld : noticeSentences.succeeded
    case 'failed':
      return generation.failure?.kind === 'notAcknowledged' ? undefined : noticeSentences.failed
    case 'lost':
      return noticeSentences.lost
    case 'unconfirmed':
      return noticeSentences.unconfirmed
    default:
      return undefined
  }
}
