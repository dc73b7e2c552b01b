import { type APIComponentInContainer, Colors } from 'discord.js'
import { findUsualPrice } from '../domain/chooseModels.ts'
import type { MessageView } from '../domain/contracts/delivery.ts'
import type { MoneyUsage, Usage } from '../domain/contracts/limits.ts'
import { findAccount, type Place, type Policy, type Remaining } from '../domain/policy.ts'
import { qualities, requestDefaults } from '../domain/request.ts'
import { createContainer, createText, createView } from './components.ts'
import { formatRenewal } from './format.ts'
import type { Texts } from './text/en.ts'

/** What the person used and has left, what a video costs and who pays, and below it the server's for those who may see it. */
export function renderUsage(texts: Texts, usage: Usage, policy: Policy, place: Place): MessageView {
  const { server } = usage
  const lines = [...describePerson(texts, usage, isSwitchedOff(policy, place)), ...describeCosts(texts, policy, place)]
  const sections: APIComponentInContainer[] = [createText(lines.join('\n'))]
  if (server !== undefined) sections.push(createText(describeServer(texts, server).join('\n')))
  return createView([createContainer(Colors.Blurple, sections)])
}

/** How many more, and what binds. */
export function describeRemaining({ allowance, allowanceLimits }: Texts, { count, binds }: Remaining): string {
  const videos = count === 0 ? allowance.noMore : allowance.moreToday(count)
  return allowance.limitedBy({ videos, limit: allowanceLimits[binds] })
}

/** Who pays for what is made there: whoever has the provider's account, on whichever budget it counts. Nothing where nobody may. */
export function describePayer({ allowance }: Texts, policy: Policy, place: Place): string[] {
  return findAccount(policy, place) === undefined ? [] : [allowance.paidByOperator]
}

function describeCosts(texts: Texts, policy: Policy, place: Place): string[] {
  const { allowance, qualityNames, writing } = texts
  const prices = qualities.flatMap((quality) => {
    const price = findUsualPrice(policy.providers, quality)
    return price === undefined
      ? []
      : [allowance.priceOf({ quality: qualityNames[quality], price: writing.money(price) })]
  })
  return [
    ...(prices.length === 0
      ? []
      : [allowance.prices({ seconds: requestDefaults.duration, prices: prices.join(' · ') })]),
    ...describePayer(texts, policy, place),
  ].map((line) => `-# ${line}`)
}

/** Where the operator allows nothing, so that no sum of the person's own means anything. */
function isSwitchedOff(policy: Policy, place: Place): boolean {
  const isServers = place.guildId !== undefined && findAccount(policy, place) !== 'user'
  return policy.caps.month === 0 || (isServers && policy.caps.serverMonth === 0)
}

function describePerson(texts: Texts, { person, remaining }: Usage, isOff: boolean): string[] {
  const { usage, userErrors } = texts
  const { today, attempts, money, member, open, renewsAt } = person
  const isClosed = isOff || today.limit === 0 || open.limit === 0 || money.budget === 0
  const isClosedHere = member?.budget === 0
  return [
    usage.personTitle,
    ...(isClosed ? [userErrors.closed] : isClosedHere ? [texts.adminErrors.closedHere] : []),
    ...(isClosed || isClosedHere || remaining === undefined ? [] : [describeRemaining(texts, remaining)]),
    `- ${usage.videos({ ...today, left: Math.max(0, today.limit - today.used) })}`,
    `- ${describeMoney(texts, money)}`,
    ...(member === undefined ? [] : [`- ${usage.inServer(describeMoney(texts, member))}`]),
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

/** What was used of a budget, and what is left. */
export function describeMoney(
  { usage, writing }: Texts,
  { used, budget }: Pick<MoneyUsage, 'used' | 'budget'>,
): string {
  if (budget === 'unlimited') return usage.moneyUnlimited(writing.money(used))
  return usage.money({
    used: writing.money(used),
    budget: writing.money(budget),
    left: writing.moneyLeft(Math.max(0, budget - used)),
  })
}

function describeUnsettled({ usage, writing }: Texts, { reserved, unknown }: MoneyUsage): string[] {
  return [
    ...(reserved === 0 ? [] : [`-# ${usage.reserved(writing.money(reserved))}`]),
    ...(unknown === 0 ? [] : [`-# ${usage.unknown(writing.money(unknown))}`]),
  ]
}
