import { type APIComponentInContainer, Colors } from 'discord.js'
import type { MoneyUsage, Usage } from '../domain/contracts/limits.ts'
import type { MessageView } from '../domain/message.ts'
import { formatMoney } from '../domain/money.ts'
import { createView } from './createView.ts'
import { createContainer, createText } from './parts.ts'
import { refusalSentences } from './sentences/refusal.ts'
import { usageSentences } from './sentences/usage.ts'
import { formatRenewal } from './text/formatTime.ts'

/** What the person used and has left, and below it the server's, for those who may see it. */
export function renderUsage({ person, server }: Usage): MessageView {
  const sections: APIComponentInContainer[] = [createText(describePerson(person).join('\n'))]
  if (server !== undefined) sections.push(createText(describeServer(server).join('\n')))
  return createView([createContainer(Colors.Blurple, sections)])
}

function describePerson({ today, attempts, money, open, renewsAt }: Usage['person']): string[] {
  const isClosed = today.limit === 0 || open.limit === 0 || money.budget === 0
  return [
    usageSentences.personTitle,
    ...(isClosed ? [refusalSentences.closed] : []),
    `- ${usageSentences.videos(today.used, today.limit, Math.max(0, today.limit - today.used))}`,
    `- ${describeMoney(money)}`,
    `- ${usageSentences.open(open.used, open.limit)}`,
    `- ${usageSentences.attempts(attempts.used, attempts.limit)}`,
    ...describeUnsettled(money),
    `-# ${usageSentences.notCounted} ${usageSentences.renews(formatRenewal(renewsAt))}`,
  ]
}

function describeServer({ money, renewsAt }: NonNullable<Usage['server']>): string[] {
  return [
    usageSentences.serverTitle,
    ...(money.budget === 0 ? [refusalSentences.closed] : []),
    `- ${describeMoney(money)}`,
    ...describeUnsettled(money),
    `-# ${usageSentences.renews(formatRenewal(renewsAt))} ${usageSentences.whoSees}`,
  ]
}

function describeMoney({ used, budget }: MoneyUsage): string {
  if (budget === 'unlimited') return usageSentences.moneyUnlimited(formatMoney(used))
  return usageSentences.money(formatMoney(used), formatMoney(budget), formatMoney(Math.max(0, budget - used)))
}

function describeUnsettled({ reserved, unknown }: MoneyUsage): string[] {
  return [
    ...(reserved === 0 ? [] : [`-# ${usageSentences.reserved(formatMoney(reserved))}`]),
    ...(unknown === 0 ? [] : [`-# ${usageSentences.unknown(formatMoney(unknown))}`]),
  ]
}
