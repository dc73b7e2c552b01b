import { Colors } from 'discord.js'
import type { MessageView } from '../domain/contracts/delivery.ts'
import type { SpendingPage } from '../domain/contracts/servers.ts'
import type { Spender } from '../domain/contracts/store.ts'
import { createContainer, createPageRow, createText, createView } from './components.ts'
import { formatRenewal } from './format.ts'
import type { Texts } from './text/en.ts'
import { describeMoney } from './usage.ts'

/** Who spent what this month, the most first. @param panelId what its buttons carry */
export function renderSpending(texts: Texts, panelId: string, spending: SpendingPage): MessageView {
  const { admin } = texts
  const { items: spenders, page, hasMore, renewsAt, spent, budget } = spending
  const lines = [
    admin.usageTitle,
    describeMoney(texts, { used: spent, budget }),
    ...(spenders.length === 0 ? [page === 0 ? admin.nobodySpent : admin.nobodyElseSpent] : []),
    ...spenders.map((spender) => `- ${describeSpender(texts, spender)}`),
    `-# ${admin.usageFooter(formatRenewal(texts, renewsAt))}`,
  ]
  return createView([
    createContainer(Colors.Blurple, [
      createText(lines.join('\n')),
      ...createPageRow(texts, 'spendingPage', panelId, { page, hasMore }),
    ]),
  ])
}

function describeSpender({ admin, writing }: Texts, { userId, spent, counted, reserved }: Spender): string {
  const line = admin.spender({ person: `<@${userId}>`, amount: writing.money(spent), videos: admin.videos(counted) })
  return reserved === 0 ? line : `${line} · ${admin.reserved(writing.money(reserved))}`
}
