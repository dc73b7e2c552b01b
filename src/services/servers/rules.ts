import type { ServerRules } from '../../domain/contracts/servers.ts'
import type { ArrivedOrigin } from '../../domain/origin.ts'
import { noServerLimits } from '../../domain/policy.ts'
import { type Block, findServerLimits, findServerRefusal, type ServerSettings } from '../../domain/server.ts'

interface RuleDependencies {
  readonly settings: { read(guildId: string): Promise<ServerSettings> }
  readonly blocks: { find(guildId: string, userId: string): Promise<Block | undefined> }
}

/** A thread takes after its channel. */
const listPlaces = ({ channelId, parentChannelId }: Pick<ArrivedOrigin, 'channelId' | 'parentChannelId'>) => [
  channelId,
  ...(parentChannelId === undefined ? [] : [parentChannelId]),
]

/** What a server says about a video before it begins. Whoever brings the app along keeps to it as well. */
export function createRules({ settings, blocks }: RuleDependencies): ServerRules {
  return {
    async standingOf(arrived, quality) {
      const { guildId, userId, roleIds = [] } = arrived
      if (guildId === undefined) return { limits: noServerLimits }
      const [own, blocked] = await Promise.all([settings.read(guildId), blocks.find(guildId, userId)])
      const limits = findServerLimits(own, roleIds)
      if (blocked !== undefined) {
        const { reason, until } = blocked
        return { limits, refusal: { code: 'blocked', reason, ...(until !== undefined && { until }) } }
      }
      const refusal = findServerRefusal(own, {
        channelIds: listPlaces(arrived),
        roleIds,
        ...(quality !== undefined && { quality }),
      })
      return { limits, ...(refusal !== undefined && { refusal }) }
    },
  }
}
