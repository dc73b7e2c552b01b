import { Colors, channelMention, messageLink } from 'discord.js'
import type { MessageView, StatusPost, ThreadStart } from '../domain/contracts/delivery.ts'
import type { PostOutcome } from '../domain/contracts/threads.ts'
import type { Generation } from '../domain/generation.ts'
import { headlineOf } from '../domain/preset.ts'
import { renderSentence } from './components.ts'
import { describeChoice } from './promptText.ts'
import type { Texts } from './text/en.ts'

/** By what the video is known; a name has no formatting, pings nobody, and takes 100 units. */
export function nameThread({ threads }: Texts, { request }: Pick<Generation, 'request'>): string {
  return describeChoice(headlineOf(request)) || threads.name
}

/** What became of *Make a thread*. */
export function renderThreadStart({ threads }: Texts, outcome: ThreadStart | 'unknown', threadId: string): MessageView {
  if (outcome === 'started' || outcome === 'exists') return renderSentence(threads[outcome](channelMention(threadId)))
  return renderSentence(threads[outcome], Colors.Yellow)
}

/** Where the next video of a round is, for whoever pressed in the channel. */
export function renderRoundInThread({ threads }: Texts, outcome: StatusPost['kind'], threadId: string): MessageView {
  const thread = channelMention(threadId)
  if (outcome === 'stands') return renderSentence(threads.roundThere(thread))
  if (outcome === 'gone') return renderSentence(threads.roundGone, Colors.Yellow)
  return renderSentence(
    outcome === 'closed' ? threads.roundClosed(thread) : threads.roundUnclear(thread),
    Colors.Yellow,
  )
}

/** What became of Post. */
export function renderThreadPost(
  { threads }: Texts,
  outcome: PostOutcome | { readonly kind: 'notAllowed' },
): MessageView {
  switch (outcome.kind) {
    case 'posted':
    case 'before': {
      const { channelId, messageId, guildId } = outcome
      const say = outcome.kind === 'posted' ? threads.posted : threads.postedBefore
      return renderSentence(say(messageLink(channelId, messageId, guildId)))
    }
    case 'notAllowed':
      return renderSentence(threads.postNotAllowed, Colors.Yellow)
    case 'unknown':
      return renderSentence(threads.postUnclear, Colors.Yellow)
    case 'closed':
    case 'gone':
      return renderSentence(threads.postClosed, Colors.Yellow)
  }
}
