import { MessageFlags, userMention } from 'discord.js'
import type { MessageView, Notice } from '../domain/contracts/delivery.ts'
import type { Generation } from '../domain/generation.ts'
import { headlineOf } from '../domain/preset.ts'
import { isFinal } from '../domain/stateMachine.ts'
import { createText, createView, findMessageLink } from './components.ts'
import { takeName } from './promptText.ts'
import { findShowing } from './resultGallery.ts'
import type { Texts } from './text/en.ts'

/**
 * The short reply that notifies the owner and nobody else, since an edit notifies nobody: what became of each video, by its
 * name. Undefined where no word is wanted: not finished, private, or ended by the person.
 *
 * @param notices of one owner in one channel
 * @param withPrompt false where the channel's AutoMod does not let a name through
 */
export function renderNotification(
  texts: Texts,
  notices: readonly Notice[],
  withPrompt: boolean,
): MessageView | undefined {
  const [owner] = notices.map(({ generation }) => generation.origin.userId)
  const isAlone = notices.length === 1
  const sentences = notices.flatMap((notice) => {
    const sentence = notice.generation.origin.ephemeral ? undefined : chooseSentence(texts, notice)
    return sentence === undefined ? [] : [sentence(nameVideo(texts, notice.generation, withPrompt, !isAlone))]
  })
  if (owner === undefined || sentences.length === 0) return undefined
  const mention = userMention(owner)
  const words = isAlone
    ? `${mention} ${sentences.join()}`
    : [`${mention} ${texts.notifications.several(sentences.length)}`, ...sentences.map((each) => `- ${each}`)].join(
        '\n',
      )
  return {
    body: {
      flags: MessageFlags.IsComponentsV2,
      allowed_mentions: { users: [owner], replied_user: false },
      components: [createText(words)],
    },
    files: [],
  }
}

/** The same in the owner's direct messages: in their language, with the way to the message, and of a private video as well. */
export function renderDirectNotice(texts: Texts, notice: Notice): MessageView | undefined {
  const sentence = chooseSentence(texts, notice)
  if (sentence === undefined) return undefined
  const words = sentence(nameVideo(texts, notice.generation, true, true))
  return createView([createText(words)])
}

/** A reply leads to one message alone: where there are several, the names do. */
function nameVideo(
  { notifications }: Texts,
  { request, origin }: Generation,
  withPrompt: boolean,
  isLinked: boolean,
): string {
  const words = withPrompt ? takeName(headlineOf(request)) : ''
  const name = words === '' ? notifications.unnamed : notifications.quoted(words)
  const link = isLinked ? findMessageLink(origin) : undefined
  return link === undefined ? name : `[${name}](${link})`
}

function chooseSentence(
  { notifications }: Texts,
  { generation, isMessageGone }: Notice,
): ((name: string) => string) | undefined {
  const { abandonedAt, stoppedBy, state, failure } = generation
  if (!isFinal(generation) || (abandonedAt !== undefined && stoppedBy === undefined)) return undefined
  const moderator = stoppedBy === undefined ? undefined : userMention(stoppedBy)
  switch (state) {
    case 'cancelled':
      return moderator === undefined ? undefined : (name) => notifications.stopped({ name, moderator })
    case 'succeeded':
      if (moderator !== undefined && abandonedAt !== undefined)
        return (name) => notifications.hidden({ name, moderator })
      if (isMessageGone) return notifications.messageGone
      return findShowing(generation, false) === 'withheld' ? notifications.withheld : notifications.succeeded
    case 'failed':
      return failure?.kind === 'notAcknowledged' ? undefined : notifications.failed
    case 'lost':
      return notifications.lost
    case 'unconfirmed':
      return notifications.unconfirmed
    default:
      return undefined
  }
}
