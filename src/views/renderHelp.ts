import { Colors } from 'discord.js'
import type { MessageView } from '../domain/message.ts'
import { type CommandOption, findLimits, findPrice, listQualities } from '../domain/models.ts'
import { formatMoney } from '../domain/money.ts'
import { type Budget, findAccount, findPlaceError, type Place, type Policy } from '../domain/policy.ts'
import { qualities } from '../domain/request.ts'
import { createView } from './createView.ts'
import { createContainer, createText } from './parts.ts'
import { helpSentences } from './sentences/help.ts'
import { optionNames, qualityNames } from './sentences/names.ts'
import { refusalSentences } from './sentences/refusal.ts'
import { formatList } from './text/formatList.ts'

/** What can be done here and now: examples, limits, prices, what works where, and what is sent to whom. */
export function renderHelp(policy: Policy, place: Place): MessageView {
  const providers = formatList(
    policy.providers.map(({ name }) => name),
    'disjunction',
  )
  return createView([
    createContainer(Colors.Blurple, [
      createText([helpSentences.introduction, describePlace(policy, place)].join('\n')),
      createText(describeExamples(policy)),
      createText([helpSentences.limitsTitle, ...asList(describeLimits(policy, place))].join('\n')),
      createText([helpSentences.pricesTitle, ...asList(describePrices(policy))].join('\n')),
      createText([helpSentences.optionsTitle, ...asList(describeOptions(policy))].join('\n')),
      createText([helpSentences.privacyTitle, helpSentences.privacy(providers)].join('\n')),
    ]),
  ])
}

function asList(sentences: readonly string[]): string[] {
  return sentences.map((sentence) => `- ${sentence}`)
}

function describePlace(policy: Policy, place: Place): string {
  const refusal = findPlaceError(policy, place)
  if (refusal === undefined) return helpSentences.placeAllowed
  return refusal.code === 'serverNotAllowed'
    ? refusalSentences.serverNotAllowed
    : refusalSentences.userInstallNotAllowed
}

function describeExamples({ providers }: Policy): string {
  const limits = findLimits(providers.flatMap(({ models }) => models))
  return [
    helpSentences.examplesTitle,
    helpSentences.example,
    ...asList([
      helpSentences.exampleImage,
      ...(limits === undefined ? [] : [helpSentences.exampleSound(limits.duration.shortest, limits.duration.longest)]),
      helpSentences.examplePrivate,
      helpSentences.queue,
      helpSentences.usage,
    ]),
  ].join('\n')
}

function describeLimits(policy: Policy, place: Place): string[] {
  const { caps } = policy
  // Nobody's own allowance is the server's.
  const isServers = place.guildId !== undefined && findAccount(policy, place) !== 'user'
  const budgets: readonly Budget[] = [caps.personDay, caps.month, ...(isServers ? [caps.serverMonth] : [])]
  if (caps.openPerPerson === 0 || caps.perPersonPerDay === 0 || budgets.includes(0)) return [helpSentences.closed]
  return [
    caps.openPerPerson === 1 ? helpSentences.openOne : helpSentences.open(caps.openPerPerson),
    caps.perPersonPerDay === 1 ? helpSentences.perDayOne : helpSentences.perDay(caps.perPersonPerDay),
    helpSentences.attempts(caps.attemptsPerPersonPerDay, caps.attemptsPerPersonPerMinute),
    ...describeBudget(caps.personDay, helpSentences.personBudget),
    ...(isServers ? describeBudget(caps.serverMonth, helpSentences.serverBudget) : []),
    ...describeBudget(caps.month, helpSentences.everyoneBudget),
    helpSentences.reset,
  ]
}

function describeBudget(budget: Budget, sentence: (amount: string) => string): string[] {
  return budget === 'unlimited' ? [] : [sentence(formatMoney(budget))]
}

function describePrices({ providers }: Policy): string[] {
  return qualities.flatMap((quality) => {
    const price = findPrice(quality, providers)
    if (price === undefined) return []
    const { withSound, silent } = price
    return withSound === silent
      ? helpSentences.flatPrice(qualityNames[quality], formatMoney(silent))
      : helpSentences.price(qualityNames[quality], formatMoney(withSound), formatMoney(silent))
  })
}

function describeOptions(policy: Policy): string[] {
  return [
    helpSentences.aspectRatio,
    ...describeOption('endFrame', policy, helpSentences.optionWithImage, helpSentences.optionWithImageSomewhere),
    ...describeOption('negativePrompt', policy, helpSentences.optionEverywhere, helpSentences.optionSomewhere),
    ...describeOption('guidance', policy, helpSentences.optionEverywhere, helpSentences.optionSomewhere),
  ]
}

function describeOption(
  option: CommandOption,
  { providers }: Policy,
  everywhere: (option: string) => string,
  somewhere: (option: string, qualities: string) => string,
): string[] {
  const working = listQualities(option, providers)
  if (working.length === 0) return []
  if (working.length === qualities.length) return [everywhere(optionNames[option])]
  const names = formatList(
    working.map((quality) => qualityNames[quality]),
    'conjunction',
  )
  return [somewhere(optionNames[option], names)]
}
