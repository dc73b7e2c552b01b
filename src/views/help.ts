import { Colors } from 'discord.js'
import { findUsualPrice } from '../domain/chooseModels.ts'
import type { MessageView } from '../domain/contracts/delivery.ts'
import type { ServerStanding } from '../domain/contracts/servers.ts'
import { type CommandOption, findLimits, findPrice, listQualities } from '../domain/models.ts'
import {
  type Budget,
  computeRemaining,
  findAccount,
  findPlaceError,
  type LocalCaps,
  narrowCaps,
  type Place,
  type Policy,
} from '../domain/policy.ts'
import { qualities } from '../domain/request.ts'
import { findShotLimits } from '../domain/storyboard.ts'
import { createContainer, createText, createView } from './components.ts'
import { limitedOptionNames } from './names.ts'
import { describeServerReason, isServerReason } from './serverReason.ts'
import type { Texts } from './text/en.ts'
import { describePayer } from './usage.ts'

/** With what the server itself allows. */
type LocalPolicy = Policy & { readonly caps: LocalCaps }

/** What can be done here and now: examples, limits, prices, what works where, and what is sent to whom. */
export function renderHelp(texts: Texts, operators: Policy, place: Place, standing?: ServerStanding): MessageView {
  const policy = { ...operators, caps: narrowCaps(operators.caps, standing?.limits) }
  const { help, writing } = texts
  const providers = writing.list(
    policy.providers.map(({ name }) => name),
    'disjunction',
  )
  return createView([
    createContainer(Colors.Blurple, [
      createText([help.introduction, describePlace(texts, policy, place, standing)].join('\n')),
      createText(describeExamples(texts, policy, place)),
      createText([help.limitsTitle, ...asList(describeLimits(texts, policy, place))].join('\n')),
      createText([help.pricesTitle, ...asList(describePrices(texts, policy))].join('\n')),
      createText([help.optionsTitle, ...asList(describeOptions(texts, policy))].join('\n')),
      createText([help.privacyTitle, help.privacy(providers)].join('\n')),
    ]),
  ])
}

function asList(sentences: readonly string[]): string[] {
  return sentences.map((sentence) => `- ${sentence}`)
}

function describePlace(texts: Texts, policy: LocalPolicy, place: Place, standing: ServerStanding | undefined): string {
  const { help, userErrors } = texts
  const refusal = findPlaceError(policy, place)
  const own = standing?.refusal
  if (refusal === undefined) {
    return own !== undefined && isServerReason(own) ? describeServerReason(texts, own) : help.placeAllowed
  }
  return refusal.code === 'serverNotAllowed' ? userErrors.serverNotAllowed : userErrors.userInstallNotAllowed
}

function describeExamples({ help }: Texts, policy: Policy, place: Place): string {
  const { providers, hearsReplies } = policy
  // Messages arrive where the server itself has the bot.
  const isThere = place.guildId !== undefined && place.installation === 'guild'
  const limits = findLimits(providers.flatMap(({ models }) => models))
  return [
    help.examplesTitle,
    help.example,
    ...asList([
      help.exampleImage,
      ...(limits === undefined ? [] : [help.exampleSound(limits.duration)]),
      help.examplePrivate,
      ...(findShotLimits(providers) === undefined ? [] : [help.storyboard]),
      help.queue,
      help.history,
      help.run,
      ...(hearsReplies === true && isThere ? [help.reply] : []),
      help.usage,
      help.settings,
      help.kept,
    ]),
  ].join('\n')
}

function describeLimits(texts: Texts, policy: LocalPolicy, place: Place): string[] {
  const { help } = texts
  const { caps } = policy
  // Nobody's own allowance is the server's.
  const isServers = place.guildId !== undefined && findAccount(policy, place) !== 'user'
  const budgets: readonly Budget[] = [
    caps.personDay,
    caps.month,
    ...(isServers ? [caps.memberDay, caps.serverMonth] : []),
  ]
  if (caps.openPerPerson === 0 || caps.perPersonPerDay === 0 || budgets.includes(0)) return [help.closed]
  return [
    ...describeBinding(texts, policy, isServers),
    help.open(caps.openPerPerson),
    help.perDay(caps.perPersonPerDay),
    help.attempts({ perDay: caps.attemptsPerPersonPerDay, perMinute: caps.attemptsPerPersonPerMinute }),
    ...describeBudget(texts, caps.personDay, help.personBudget),
    ...(isServers ? describeBudget(texts, caps.memberDay, help.memberBudget) : []),
    ...(isServers ? describeBudget(texts, caps.serverMonth, help.serverBudget) : []),
    ...describeBudget(texts, caps.month, help.everyoneBudget),
    help.reset,
    ...describePayer(texts, policy, place),
  ]
}

/** What a whole allowance is enough for, where the number of videos is not what ends it. */
function describeBinding(
  { allowance, allowanceLimits }: Texts,
  { caps, providers }: LocalPolicy,
  isServers: boolean,
): string[] {
  const price = findUsualPrice(providers)
  if (price === undefined) return []
  const nothing = { videos: 0, attempts: 0, person: 0, ...(isServers && { member: 0, server: 0 }), everyone: 0 }
  const { count, binds } = computeRemaining(caps, nothing, price)
  if (binds === 'videos') return []
  return [allowance.limitedBy({ videos: allowance.standardVideos(count), limit: allowanceLimits[binds] })]
}

function describeBudget({ writing }: Texts, budget: Budget, sentence: (amount: string) => string): string[] {
  return budget === 'unlimited' ? [] : [sentence(writing.money(budget))]
}

function describePrices({ help, qualityNames, writing }: Texts, { providers }: Policy): string[] {
  return qualities.flatMap((each) => {
    const price = findPrice(each, providers)
    if (price === undefined) return []
    const { withSound, silent } = price
    const quality = qualityNames[each]
    return withSound === silent
      ? help.flatPrice({ quality, price: writing.rate(silent) })
      : help.price({ quality, withSound: writing.rate(withSound), silent: writing.rate(silent) })
  })
}

function describeOptions(texts: Texts, policy: Policy): string[] {
  const { aspectRatio, optionWithImage, optionWithImageSomewhere, optionEverywhere, optionSomewhere } = texts.help
  return [
    aspectRatio,
    ...describeOption(texts, 'endFrame', policy, optionWithImage, optionWithImageSomewhere),
    ...describeOption(texts, 'negativePrompt', policy, optionEverywhere, optionSomewhere),
    ...describeOption(texts, 'guidance', policy, optionEverywhere, optionSomewhere),
  ]
}

function describeOption(
  { optionNames, qualityNames, writing }: Texts,
  limited: CommandOption,
  { providers }: Policy,
  everywhere: (values: { option: string }) => string,
  somewhere: (values: { option: string; qualities: string }) => string,
): string[] {
  const working = listQualities(limited, providers)
  if (working.length === 0) return []
  const option = optionNames[limitedOptionNames[limited]]
  if (working.length === qualities.length) return [everywhere({ option })]
  const names = writing.list(
    working.map((quality) => qualityNames[quality]),
    'conjunction',
  )
  return [somewhere({ option, qualities: names })]
}
