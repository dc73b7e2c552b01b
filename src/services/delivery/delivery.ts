import type { Clock } from '../../domain/clock.ts'
import type { Delivery, Renderer } from '../../domain/contracts/delivery.ts'
import type { Media } from '../../domain/contracts/media.ts'
import type { Preferences } from '../../domain/contracts/preferences.ts'
import { isDoneWithin } from '../../lib/timeout.ts'
import type { Log } from '../../log.ts'
import { createDeleter, createEditor } from './editor.ts'
import { createTokens } from './messageRoute.ts'
import { createAnswers } from './messageSearch.ts'
import { createNotifications } from './notification.ts'
import { createPrivateWords } from './privateWord.ts'
import { createRateLimitQueues } from './rateLimitQueue.ts'
import type { RestCalls } from './rest.ts'
import { createStatusMessages } from './statusMessages.ts'
import { createStatusPosts } from './statusPosts.ts'

interface DeliveryDependencies {
  readonly rest: RestCalls
  /** Built with no retries: follow-ups must never be repeated. */
  readonly unretriedRest: Pick<RestCalls, 'post'>
  readonly media: Pick<Media, 'read'>
  readonly renderer: Renderer
  readonly preferences: Pick<Preferences, 'noteDirectMessage'>
  readonly clock: Clock
  readonly log: Log
}

/** Everything that is shown in Discord after the first answer to an interaction. */
export function createDelivery(dependencies: DeliveryDependencies): Delivery & { stop(): void } {
  const { renderer, clock, log } = dependencies
  const queues = createRateLimitQueues(clock)
  const tokens = createTokens(clock)
  const edit = createEditor(dependencies)
  const remove = createDeleter(dependencies)
  const messages = createStatusMessages({ renderer, tokens, edit, remove, queues, clock, log })
  const notifications = createNotifications({ ...dependencies, queues, tokens })
  const answers = createAnswers(dependencies)
  const privateWords = createPrivateWords({ ...dependencies, answers, settle: messages.settle, queues, tokens })
  const statusPosts = createStatusPosts(dependencies)
  const sending = new Set<Promise<unknown>>()

  async function settle(): Promise<void> {
    await messages.settle()
    while (sending.size > 0) {
      await Promise.all(sending)
      await messages.settle()
    }
  }

  async function track<T>(sent: Promise<T>): Promise<T> {
    sending.add(sent)
    const outcome = await sent
    sending.delete(sent)
    return outcome
  }

  return {
    show: messages.show,
    showFinal: messages.showFinal,
    showPrivately: messages.showPrivately,
    takeAway: messages.takeAway,
    postStatus: (generation) => track(statusPosts.post(generation)),
    postCopy: (generation, channelId, isRepeated) => track(statusPosts.postCopy(generation, channelId, isRepeated)),
    findCopy: statusPosts.findCopy,
    renewToken: messages.renewToken,
    reopen: messages.reopen,
    notify: (generation, circumstances) => track(notifications.send(generation, circumstances)),
    tellPrivately: (generation, way, isRepeated) => track(privateWords.send(generation, way, isRepeated)),

    async drain(milliseconds) {
      messages.hasten()
      notifications.hasten()
      await isDoneWithin(clock, settle(), milliseconds)
    },

    stop() {
      messages.stop()
      notifications.stop()
      queues.stop()
    },
  }
}
