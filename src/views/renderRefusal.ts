import { Colors } from 'discord.js'
import type { LimitedOption, NearestRequest } from '../domain/chooseModels.ts'
import type { MessageView } from '../domain/message.ts'
import { formatMoney } from '../domain/money.ts'
import type { Charged, UserErrorReason } from '../domain/userError.ts'
import { renderSentence } from './renderSentence.ts'
import { optionNames, qualityNames } from './sentences/names.ts'
import { refusalSentences } from './sentences/refusal.ts'
import { formatRelativeTime, formatRenewal } from './text/formatTime.ts'

/** Says why not, what it cost, and what works instead. */
export function renderRefusal(reason: UserErrorReason): MessageView {
  const lines = [describeRefusal(reason), ...describeMoney(reason)]
  return renderSentence(lines.join('\n'), Colors.Yellow)
}

function describeMoney(reason: UserErrorReason): string[] {
  switch (reason.code) {
    case 'notFound':
    case 'outdated':
    case 'notYours':
    case 'wrongPlace':
    case 'storeFailed':
    case 'restarting':
      return []
    case 'notShown':
      return describeCharge(reason.about)
    default:
      return [refusalSentences.nothingCharged]
  }
}

/** From the record alone. */
function describeCharge({ settlement }: Charged): string[] {
  if (settlement === undefined) return []
  const amount = formatMoney(settlement.spent)
  switch (settlement.basis) {
    case 'none':
      return [refusalSentences.nothingCharged]
    case 'reported':
      return [refusalSentences.charged(amount)]
    case 'estimated':
      return [refusalSentences.chargedAbout(amount)]
    case 'unknown':
      return [refusalSentences.perhapsCharged(amount)]
  }
}

function describeRefusal(reason: UserErrorReason): string {
  switch (reason.code) {
    case 'serverNotAllowed':
    case 'userInstallNotAllowed':
    case 'promptEmpty':
    case 'guidanceOutOfRange':
    case 'endImageWithoutStart':
    case 'cannotPostHere':
    case 'storeUnavailable':
    case 'shuttingDown':
    case 'notFound':
    case 'notYours':
    case 'outdated':
    case 'wrongPlace':
    case 'storeFailed':
    case 'restarting':
    case 'notShown':
      return refusalSentences[reason.code]
    case 'tooManyOpen':
      if (reason.limit === 0) return refusalSentences.closed
      return reason.limit === 1 ? refusalSentences.tooManyOpenOne : refusalSentences.tooManyOpen(reason.limit)
    case 'tooManyToday':
      return describeDay(reason)
    case 'tooManyAttempts':
      return reason.per === 'day'
        ? refusalSentences.tooManyAttemptsToday(reason.limit, formatRenewal(reason.renewsAt))
        : refusalSentences.tooManyAttemptsNow(reason.limit, formatRelativeTime(reason.renewsAt))
    case 'overBudget':
      return describeBudget(reason)
    case 'promptTooLong':
      return describeLength(reason, refusalSentences.promptTooLong, refusalSentences.promptInTooManyParts)
    case 'negativePromptTooLong':
      return describeLength(
        reason,
        refusalSentences.negativePromptTooLong,
        refusalSentences.negativePromptInTooManyParts,
      )
    case 'promptTooShort':
    case 'negativePromptTooShort':
      return refusalSentences[reason.code](reason.least)
    case 'durationOutOfRange':
      return refusalSentences.durationOutOfRange(reason.shortest, reason.longest)
    case 'unknownChoice':
      return refusalSentences.unknownChoice(reason.option)
    case 'unsupportedCombination':
      return describeCombination(reason.options, reason.nearest)
  }
}

type LengthSentence = (length: number, limit: number) => string

function describeLength(
  { length, limit, isInParts }: Extract<UserErrorReason, { length: number }>,
  inCharacters: LengthSentence,
  inParts: LengthSentence,
): string {
  return (isInParts === true ? inParts : inCharacters)(length, limit)
}

function describeDay({ limit, renewsAt }: Extract<UserErrorReason, { code: 'tooManyToday' }>): string {
  if (limit === 0) return refusalSentences.closed
  const when = formatRenewal(renewsAt)
  return limit === 1 ? refusalSentences.tooManyTodayOne(when) : refusalSentences.tooManyToday(limit, when)
}

function describeBudget(reason: Extract<UserErrorReason, { code: 'overBudget' }>): string {
  const { scope, needed, left, budget, renewsAt } = reason
  if (budget === 0) return refusalSentences.closed
  const sentences = {
    person: refusalSentences.overPersonBudget,
    server: refusalSentences.overServerBudget,
    everyone: refusalSentences.overBudget,
  }
  const sentence = sentences[scope](
    formatMoney(needed),
    formatMoney(left),
    formatMoney(budget),
    formatRenewal(renewsAt),
  )
  return left === 0 ? sentence : `${sentence} ${refusalSentences.cheaper}`
}

function describeCombination(options: readonly LimitedOption[], nearest: readonly NearestRequest[]): string {
  const refused =
    options.length === 0
      ? [refusalSentences.unsupportedCombination]
      : options.map((option) => refusalSentences.unsupportedOption(optionNames[option]))
  return [...refused, ...nearest.map(describeNearest)].join('\n')
}

function describeNearest(nearest: NearestRequest): string {
  return 'quality' in nearest
    ? refusalSentences.nearestQuality(qualityNames[nearest.quality])
    : refusalSentences.nearestWithout(optionNames[nearest.without])
}
