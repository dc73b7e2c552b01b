import { Colors } from 'discord.js'
import type { LimitedOption, NearestRequest } from '../domain/chooseModels.ts'
import type { MessageView } from '../domain/contracts/delivery.ts'
import type { UserErrorReason } from '../domain/userError.ts'
import { renderSentence } from './components.ts'
import { formatRelativeTime, formatRenewal } from './format.ts'
import { limitedOptionNames, nameOption } from './names.ts'
import { takeName } from './promptText.ts'
import { describeServerReason, isServerReason } from './serverReason.ts'
import { describeCharge, describePictureProblem } from './statusText.ts'
import { describeShotReason } from './storyboard.ts'
import type { Texts } from './text/en.ts'
import { describeRemaining } from './usage.ts'

/** Says why not, what it cost, and what works instead. */
export function renderUserError(texts: Texts, reason: UserErrorReason, isPublic = false): MessageView {
  return renderSentence(describeUserError(texts, reason, { isPublic }), Colors.Yellow)
}

interface Telling {
  /** Whether buttons below say what works instead. */
  readonly areWaysShown?: boolean | undefined
  /** Whether others read it too: then it speaks of nobody's own allowance. */
  readonly isPublic?: boolean | undefined
}

export function describeUserError(
  texts: Texts,
  reason: UserErrorReason,
  { areWaysShown = false, isPublic = false }: Telling = {},
): string {
  return [describeReason(texts, reason, areWaysShown), ...describeMoney(texts, reason, isPublic)].join('\n')
}

/** For a defect of ours: an apology and the code under which the log has the rest. */
export function renderUnexpected({ userErrors }: Texts, reportId: string): MessageView {
  return renderSentence(userErrors.unexpected(reportId), Colors.Red)
}

function describeMoney(texts: Texts, reason: UserErrorReason, isPublic: boolean): string[] {
  switch (reason.code) {
    case 'notFound':
    case 'draftGone':
    case 'setAside':
    case 'outdated':
    case 'notYours':
    case 'notManager':
    case 'panelGone':
    case 'nothingToShow':
    case 'tooSensitive':
    case 'keptFromPosting':
    case 'remixNotAllowed':
    case 'remixTakenBack':
    case 'cannotPostThere':
    case 'amountUnclear':
    case 'aboveOperator':
    case 'isEveryone':
    case 'notReportable':
    case 'notModerator':
    case 'variantsGoing':
    case 'wrongPlace':
    case 'storeFailed':
    case 'restarting':
      return []
    case 'notShown':
      return describeCharge(texts, reason.about)
    default:
      return [isPublic ? `-# ${texts.card.notCounted}` : texts.userErrors.nothingCharged]
  }
}

/** Why not, and what works instead. @param areWaysShown below it, as buttons */
export function describeReason(texts: Texts, reason: UserErrorReason, areWaysShown: boolean): string {
  if (isServerReason(reason)) return describeServerReason(texts, reason)
  const { userErrors, writing } = texts
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
    case 'draftGone':
    case 'setAside':
    case 'notYours':
    case 'remixNotAllowed':
    case 'remixTakenBack':
    case 'outdated':
    case 'wrongPlace':
    case 'storeFailed':
    case 'restarting':
    case 'notShown':
      return userErrors[reason.code]
    case 'variantsGoing':
      return texts.variants.going
    case 'noShots':
    case 'tooManyShots':
    case 'shotOutOfRange':
    case 'shotsTooLong':
    case 'shotsDoNotFill':
      return describeShotReason(texts, reason)
    case 'recipeUnknown':
    case 'recipeNotShared':
    case 'nothingToShow':
    case 'tooSensitive':
    case 'keptFromPosting':
      return texts.historyErrors[reason.code]
    case 'tooManyOpen':
      if (reason.limit === 0) return userErrors.closed
      return describeRoom(texts, reason, texts.variants.openLimit(reason.limit)) ?? userErrors.tooManyOpen(reason.limit)
    case 'tooManyToday':
      if (reason.limit === 0) return userErrors.closed
      return describeDay(texts, reason, texts.variants.dayLimit, userErrors.tooManyToday)
    case 'tooManyAttempts':
      if (reason.per === 'day')
        return describeDay(texts, reason, texts.variants.attemptsLimit, userErrors.tooManyAttemptsToday)
      return describeLimit(
        texts,
        reason,
        { limit: reason.limit, when: formatRelativeTime(reason.renewsAt) },
        texts.variants.attemptsLimit,
        userErrors.tooManyAttemptsNow,
      )
    case 'overBudget':
      return describeBudget(texts, reason, areWaysShown)
    case 'priceAbove':
      return userErrors.priceAbove({ price: writing.money(reason.price), most: writing.money(reason.most) })
    case 'promptTooLong':
      return describeLength(reason, userErrors.promptTooLong, userErrors.promptInTooManyParts)
    case 'negativePromptTooLong':
      return describeLength(reason, userErrors.negativePromptTooLong, userErrors.negativePromptInTooManyParts)
    case 'promptTooShort':
    case 'negativePromptTooShort':
      return userErrors[reason.code](reason.least)
    case 'presetGone':
      return userErrors.presetGone(takeName(reason.preset))
    case 'presetTooLong':
      return userErrors.presetTooLong({ ...reason, preset: takeName(reason.preset) })
    case 'durationOutOfRange':
      return userErrors.durationOutOfRange(reason)
    case 'pictureRefused':
      return describePictureProblem(texts, reason.role, reason.problem)
    case 'unknownChoice':
      return userErrors.unknownChoice(nameOption(texts, reason.option))
    case 'unsupportedCombination':
      return describeCombination(texts, reason.options, areWaysShown ? [] : reason.nearest)
  }
}

interface Limited {
  readonly limit: number
  readonly renewsAt: number
  readonly asked?: number
  readonly fits?: number
}

type LimitSentence = (values: { limit: number; when: string }) => string

/** Where several were asked for and some of them fit; nothing where not even one does. */
function describeRoom({ variants }: Texts, { asked = 1, fits = 0 }: Pick<Limited, 'asked' | 'fits'>, limit: string) {
  return fits > 0 ? `${variants.fits({ fits, asked })} ${limit}` : undefined
}

function describeLimit(
  texts: Texts,
  reason: Limited,
  values: Parameters<LimitSentence>[0],
  ofSeveral: LimitSentence,
  sentence: LimitSentence,
): string {
  return describeRoom(texts, reason, ofSeveral(values)) ?? sentence(values)
}

function describeDay(texts: Texts, reason: Limited, ofSeveral: LimitSentence, sentence: LimitSentence): string {
  const values = { limit: reason.limit, when: formatRenewal(texts, reason.renewsAt) }
  return describeLimit(texts, reason, values, ofSeveral, sentence)
}

type OverBudget = Extract<UserErrorReason, { code: 'overBudget' }>

type LengthSentence = (values: { length: number; limit: number }) => string

function describeLength(
  reason: Extract<UserErrorReason, { length: number }>,
  inCharacters: LengthSentence,
  inParts: LengthSentence,
): string {
  return (reason.isInParts === true ? inParts : inCharacters)(reason)
}

function describeBudget(texts: Texts, reason: OverBudget, areWaysShown: boolean): string {
  const { userErrors } = texts
  if (reason.budget === 0) return reason.isServersOwn ? texts.adminErrors.closedHere : userErrors.closed
  const { remaining, left, neverFits } = reason
  const sentence =
    neverFits === undefined ? describeTooDear(texts, reason) : describeImpossible(texts, reason, neverFits)
  const refusal = [sentence, ...describeAllTogether(texts, reason)].join(' ')
  if (remaining !== undefined && remaining.count > 0) return `${refusal}\n${describeRemaining(texts, remaining)}`
  return areWaysShown || left === 0 || neverFits?.shorter !== undefined ? refusal : userErrors.withCheaper(refusal)
}

function describeAllTogether({ variants, writing }: Texts, { asked, needed }: OverBudget): string[] {
  return asked === undefined ? [] : [variants.allTogether({ price: writing.money(needed), count: asked })]
}

function describeTooDear(texts: Texts, reason: OverBudget): string {
  const { adminErrors, userErrors, writing } = texts
  const sentences = {
    person: userErrors.overPersonBudget,
    member: adminErrors.overMemberBudget,
    server: userErrors.overServerBudget,
    everyone: userErrors.overBudget,
  }
  return sentences[reason.scope]({
    needed: writing.money(reason.needed),
    left: writing.moneyLeft(reason.left),
    budget: writing.money(reason.budget),
    when: formatRenewal(texts, reason.renewsAt),
  })
}

/** Time does not help; says what would fit instead, and from when if not now. */
function describeImpossible(texts: Texts, reason: OverBudget, never: NonNullable<OverBudget['neverFits']>): string {
  const { adminErrors, userErrors, writing, qualityNames } = texts
  const { scope, needed, budget } = reason
  const quality = qualityNames[never.quality]
  const sentences = {
    person: userErrors.neverInPersonBudget,
    member: adminErrors.neverInMemberBudget,
    server: userErrors.neverInServerBudget,
    everyone: userErrors.neverInBudget,
  }
  const refusal = sentences[scope]({
    video: userErrors.lengthAtQuality({ seconds: never.duration, quality }),
    needed: writing.money(needed),
    budget: writing.money(budget),
  })
  if (never.shorter === undefined) return refusal
  const { seconds, price, from } = never.shorter
  const shorter = { video: userErrors.lengthAtQuality({ seconds, quality }), price: writing.money(price) }
  const fitting =
    from === undefined
      ? userErrors.fits(shorter)
      : userErrors.fitsLater({ ...shorter, when: formatRenewal(texts, from) })
  return `${refusal} ${fitting}`
}

function describeCombination(
  texts: Texts,
  options: readonly LimitedOption[],
  nearest: readonly NearestRequest[],
): string {
  const { userErrors, optionNames } = texts
  const refused =
    options.length === 0
      ? [userErrors.unsupportedCombination]
      : options.map((option) => userErrors.unsupportedOption(optionNames[limitedOptionNames[option]]))
  return [...refused, ...nearest.map((each) => describeNearest(texts, each))].join('\n')
}

function describeNearest({ userErrors, optionNames, qualityNames }: Texts, nearest: NearestRequest): string {
  return 'quality' in nearest
    ? userErrors.nearestQuality(qualityNames[nearest.quality])
    : userErrors.nearestWithout(optionNames[limitedOptionNames[nearest.without]])
}
