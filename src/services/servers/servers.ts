import type { Clock } from '../../domain/clock.ts'
import type { Servers } from '../../domain/contracts/servers.ts'
import { type Store, StoreFailure } from '../../domain/contracts/store.ts'
import type { Identifiers } from '../../domain/generation.ts'
import type { Policy } from '../../domain/policy.ts'
import { UserError } from '../../domain/userError.ts'
import { adminPanels, createPanels } from './panels.ts'
import { createSpending } from './spending.ts'

interface ServersDependencies {
  readonly store: Pick<Store, 'collection' | 'generations'>
  readonly policy: Pick<Policy, 'caps'>
  readonly identifiers: Pick<Identifiers, 'generation'>
  readonly clock: Pick<Clock, 'now'>
}

async function refuseKnown<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer
  } catch (error) {
    throw error instanceof StoreFailure ? new UserError({ code: 'storeFailed' }, { cause: error }) : error
  }
}

/** What the people who look after a server see and decide there. */
export async function createServers({ store, policy, identifiers, clock }: ServersDependencies): Promise<Servers> {
  const panels = createPanels({ panels: await store.collection(adminPanels), identifiers, clock })
  const spending = createSpending({ generations: store.generations, caps: policy.caps, clock })
  return {
    openPanel: (admin) => refuseKnown(panels.openPanel(admin)),
    findPanel: (id) => refuseKnown(panels.findPanel(id)),
    spendingOf: (guildId, page) => refuseKnown(spending.spendingOf(guildId, page)),
  }
}
