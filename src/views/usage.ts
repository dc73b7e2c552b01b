import { type APIComponentInContainer, Colors } from 'discord.js'
import type { MessageView } from '../domain/contracts/delivery.ts'
import type { MoneyUsage, Usage } from '../domain/contracts/limits.ts'
import { createContainer, createText, createView } from './components.ts'
import { formatRenewal } from './format.ts'
import type { Texts } from './text/en.ts'

/** What the person used and has left, and below it the server's, for those who may see it. */
export function renderUsage(texts: Texts, { person, server }: Usage): MessageView {
  const sections: APIComponentInContainer[] = [createText(describePerson(texts, person).join('\n'))]
  if (server !== undefined) sections.push(createText(describeServer(texts, server).join('\n')))
  return createView([createContainer(Colors.Blurple, sections)])
}

function describePerson(texts: Texts, { today, attempts, money, open, renewsAt }: Usage['person']): string[] {
  const { usage, userErrors } = texts
  const isClosed = today.limit === 0 || open.limit === 0 || money.budget === 0
  return [
    usage.personTitle,
    ...(isClosed ? [userErrors.closed] : []),
    `- ${usage.videos({ ...today, left: Math.max(0, today.limit - today.used) })}`,
    `- ${describeMoney(texts, money)}`,
    `- ${usage.open(open)}`,
    `- ${usage.attempts(attempts)}`,
    ...describeUnsettled(texts, money),
    `-# ${usage.personFooter(formatRenewal(texts, renewsAt))}`,
  ]
}

function describeServer(texts: Texts, { money, renewsAt }: NonNullable<Usage['server']>): string[] {
  const { usage, userErrors } = texts
  return [
    usage.serverTitle,
    ...(money.budget === 0 ? [userErrors.closed] : []),
    `- ${describeMoney(texts, money)}`,
    ...describeUnsettled(texts, money),
    `-# ${usage.serverFooter(formatRenewal(texts, renewsAt))}`,
  ]
}

function describeMoney({ usage, writing }: Texts, { used, budget }: MoneyUsage): string {
  if (budget === 'unlimited') return usage.moneyUnlimited(writing.money(used))
  return usage.money({
    used: writing.money(used),
    budget: writing.money(budget),
    left: writing.money(Math.max(0, budget - used)),
  })
}

function describeUnsettled({ usage, writing }: Texts, { reserved, unknown }: MoneyUsage): string[] {
  return [
    ...(reserved === 0 ? [] : [`-# ${usage.reserved(writing.money(reserved))}`]),
    ...(unknown === 0 ? [] : [`-# ${usage.unknown(writing.money(unknown))}`]),
  ]
}
