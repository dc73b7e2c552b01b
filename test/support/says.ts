import type { SandboxMessage } from '../../sandbox/discord/messages/messageRecord.ts'
import { takeName } from '../../src/views/promptText.ts'
import { en } from '../../src/views/text/en.ts'

const { states, card, result, cancel, queue, failures, userErrors, buttons } = en

/** What a sentence says of the state: the part in bold, without since when. */
export function headOf(sentence: string): string {
  const head = /\*\*.+?\*\*/.exec(sentence)?.[0]
  if (head === undefined) throw new Error(`Nothing is in bold: ${sentence}`)
  return head
}

/** Sentences of the catalogue by which tests know where a video stands, in Discord's Markdown. */
export const says = {
  /** On the card the video says it, and the way to it. */
  ready: result.openVideo('').replace(/\(.*/, ''),
  readyAfterAll: states.succeededAfterAll,
  hidden: headOf(states.hidden('')),
  readyHidden: headOf(states.succeededHidden),
  rendering: headOf(states.rendering('')),
  sent: headOf(states.submitted('')),
  sending: headOf(states.submitting),
  waitingAtKling: headOf(states.providerWaiting('')),
  waiting: headOf(states.queuedNext('')),
  paused: headOf(states.paused('')),
  overdue: headOf(states.overdue('')),
  cancelled: headOf(states.cancelled),
  cancelledFree: `${states.cancelled}\n${card.notCounted}`,
  cancelling: headOf(cancel.requested),
  beingCancelled: headOf(states.cancelRequested('')),
  checkingPicture: headOf(states.checkingPicture),
  notCounted: card.notCounted,
  pressCheck: card.pressCheck,
  unconfirmedForGood: headOf(states.unconfirmedForGood),
  neverFinished: headOf(states.lost),
  sensitive: states.succeededSensitive,
  contentRefused: headOf(failures.contentRefused),
  providerUnavailable: headOf(failures.providerUnavailable),
  requestRefused: headOf(failures.requestRefused),
  renderFailed: headOf(failures.renderFailed),
  cannotStop: headOf(cancel.cannotStop),
  stoppedWaiting: headOf(cancel.hidden),
  noVideos: headOf(queue.empty),
  storeUnavailable: headOf(userErrors.storeUnavailable),
} as const

/** The same as a person sees them on the page of the demo. */
export const seen = Object.fromEntries(
  Object.entries(says).map(([name, sentence]) => [
    name,
    sentence
      .replaceAll('**', '')
      .replace(/^-# /gm, '')
      .replace(/^\[(.+)\]$/, '$1'),
  ]),
) as typeof says

/** The reply that tells its owner of one video. */
export function sayNotice(ownerId: string, prompt: string, sentence = en.notifications.succeeded): string {
  return `<@${ownerId}> ${sentence(en.notifications.quoted(takeName(prompt)))}`
}

const attention = 60_000

/** Whether the message showed its video within a minute of the command, so that its owner needs no other word. */
export function cameSoon({ history }: Pick<SandboxMessage, 'history'>, askedAt: number): boolean {
  const ways = [says.ready, `"label":"${buttons.openVideo}"`]
  const shown = history.find(({ components }) => ways.some((way) => JSON.stringify(components).includes(way)))
  return shown !== undefined && shown.at - askedAt <= attention
}
