import { z } from 'zod'
import { type Clock, days, minutes } from '../../domain/clock.ts'
import type { Servers } from '../../domain/contracts/servers.ts'
import type { Collection, CollectionDefinition } from '../../domain/contracts/store.ts'
import type { Identifiers } from '../../domain/generation.ts'

const panel = z.object({
  id: z.string(),
  version: z.number().int().nonnegative(),
  userId: z.string(),
  guildId: z.string(),
  mayManageServer: z.boolean(),
  openedAt: z.number().int(),
})
type Panel = z.infer<typeof panel>

export const adminPanels: CollectionDefinition<Panel> = {
  name: 'admin_panels',
  schema: panel,
  indexed: ['openedAt', 'userId'],
  ofPerson: { field: 'userId' },
}

/** Whether a server's own rules for commands still let somebody in can only be asked by typing the command again. */
const trustedFor = minutes(15)
/** Older ones are told of as unknown. */
export const panelsAreKept = days(30)

interface PanelDependencies {
  readonly panels: Pick<Collection<Panel>, 'get' | 'put'>
  readonly identifiers: Pick<Identifiers, 'generation'>
  readonly clock: Pick<Clock, 'now'>
}

/**
 * Who opened which message of `/kling-admin`. Its components carry this record's id alone: what a client sends proves nothing of
 * the person, and a permission may be gone by the time a button is pressed.
 */
export function createPanels({
  panels,
  identifiers,
  clock,
}: PanelDependencies): Pick<Servers, 'openPanel' | 'findPanel'> {
  return {
    async openPanel({ userId, guildId, mayManageServer }) {
      const id = identifiers.generation()
      await panels.put(id, { id, version: 0, userId, guildId, mayManageServer, openedAt: clock.now() })
      return id
    },
    async findPanel(id) {
      const found = await panels.get(id)
      if (found === undefined) return undefined
      const { userId, guildId, mayManageServer, openedAt } = found
      return { userId, guildId, isTrusted: !mayManageServer && clock.now() - openedAt < trustedFor }
    },
  }
}
