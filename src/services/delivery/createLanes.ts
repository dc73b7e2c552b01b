import type { Clock } from '../../domain/clock.ts'
import type { Route } from './chooseRoute.ts'
import { createLane, type Lane } from './createLane.ts'

/**
 * Milliseconds between two edits of a channel, and between two over interaction tokens: about 30 urgent and 10 ordinary ones a
 * second. Discord does not publish its limits. Seen by others: 5 edits in 5 s per channel, 5 in 2 s per interaction token; and
 * discord.js lets at most 50 requests a second out, interaction tokens included.
 *
 * @see https://discord.com/developers/docs/topics/rate-limits
 */
const spacings = { channel: 1_100, urgent: 34, ordinary: 100 }

export interface Lanes {
  /** `isUrgent` for last states and for the first edit of a message, which never wait behind changes of place. */
  forEdit(route: Route, isUrgent: boolean): Lane
  /** New messages have a limit of their own. */
  forPost(channelId: string): Lane
  stop(): void
}

export function createLanes(clock: Clock): Lanes {
  const urgent = createLane({ clock, spacing: spacings.urgent, parallel: Number.POSITIVE_INFINITY })
  const ordinary = createLane({ clock, spacing: spacings.ordinary, parallel: Number.POSITIVE_INFINITY })
  const channels = new Map<string, Lane>()

  function findChannelLane(name: string): Lane {
    const known = channels.get(name)
    if (known !== undefined) return known
    for (const [key, lane] of channels) if (lane.isIdle()) channels.delete(key)
    // One at a time: discord.js would queue the others anyway, and in there no last state can overtake.
    const lane = createLane({ clock, spacing: spacings.channel, parallel: 1 })
    channels.set(name, lane)
    return lane
  }

  return {
    forEdit(route, isUrgent) {
      if (route.kind === 'channel') return findChannelLane(`edit:${route.channelId}`)
      return isUrgent ? urgent : ordinary
    },
    forPost: (channelId) => findChannelLane(`post:${channelId}`),
    stop() {
      for (const lane of [urgent, ordinary, ...channels.values()]) lane.stop()
    },
  }
}
