import { hours, minutes } from '../../../src/domain/clock.ts'
import type { Generation } from '../../../src/domain/generation.ts'
import { joinPrompts } from '../../../src/domain/request.ts'
import { en } from '../../../src/views/text/en.ts'
import { seeLabels } from '../../support/readMessage.ts'
import type { OpenBook } from './createOpenBook.ts'
import { press, showFromQueue } from './moves.ts'
import type { World } from './openWorld.ts'
import type { Subject } from './scenario.ts'

/** The provider finishes what it has; what cannot be shown by itself is asked for. */
export async function bringToAnEnd(world: World, subjects: readonly Subject[], open: OpenBook): Promise<void> {
  for (const { id, state } of world.kling.jobs) {
    if (state === 'queued' || state === 'rendering') await world.kling.finish(id)
  }
  const rest = world.now + minutes(1)
  await world
    .until(() => world.now >= rest && open.all().every(isUnseen), hours(26))
    .catch((error: unknown) => {
      const left = open
        .all()
        .map(({ request, state, delivery }) => JSON.stringify([joinPrompts(request), state, delivery]))
      throw new Error(['Not all came to an end:', ...left].join('\n'), { cause: error })
    })
  for (const { origin } of open.all()) {
    const subject = subjects.find(({ user }) => user.id === origin.userId)
    if (subject === undefined) throw new Error('Whose is it?')
    const hasCheck = subject.sent?.message !== undefined && seeLabels(subject.sent.message).includes(en.buttons.check)
    if (hasCheck) await press(subject, en.buttons.check)
    else await showFromQueue(subject)
  }
  await world.until(() => open.all().length === 0)
}

/** It has ended, and nothing will be tried any more until its owner asks. */
function isUnseen({ settlement, abandonedAt, delivery, origin }: Generation): boolean {
  if (settlement === undefined) return false
  return (abandonedAt !== undefined && delivery.shownAt !== undefined) || origin.ephemeral
}
