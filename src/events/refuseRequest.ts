import { type Clock, seconds } from '../domain/clock.ts'
import type { MessageView } from '../domain/contracts/delivery.ts'
import { type Draft, RequestRefused } from '../domain/draft.ts'
import { UserError } from '../domain/userError.ts'
import { findWaysOut, type WaysOut } from '../domain/waysOut.ts'
import type { Services } from '../interactions/handler.ts'
import { TimeIsUp, withTimeout } from '../lib/timeout.ts'
import type { Log } from '../log.ts'
import { renderDraft } from '../views/draft.ts'
import { renderRefusal } from '../views/refusal.ts'
import type { Texts } from '../views/text/en.ts'
import { selectTexts } from '../views/text/texts.ts'

interface RefusalDependencies {
  readonly services: Pick<Services, 'drafts' | 'policy'>
  readonly clock: Pick<Clock, 'after'>
  readonly log: Pick<Log, 'error'>
}

/** What is kept for the buttons may take so long; then they are left out, since the person has to be answered. */
const patience = seconds(1)

/** A request that did not begin, with what can be done about it. Undefined for everything else. Never throws. */
export async function explainRefusal(
  dependencies: RefusalDependencies,
  error: unknown,
  locale: string | undefined,
  isPublic = false,
): Promise<MessageView | undefined> {
  if (!(error instanceof RequestRefused)) return undefined
  try {
    return await refuseRequest(dependencies, selectTexts(locale), error, isPublic)
  } catch (failure) {
    dependencies.log.error({ error: failure }, 'A refusal could not be drawn with its ways out')
    return undefined
  }
}

/**
 * The answer to a request that did not begin, so that nobody types it again: the quote of one that costs more than was agreed to,
 * else the reason with the prompt and the ways out. Undefined where a sentence is all there is to say.
 */
async function refuseRequest(
  { services, clock }: RefusalDependencies,
  texts: Texts,
  { reason, wanted, place }: RequestRefused,
  isPublic: boolean,
): Promise<MessageView | undefined> {
  const { request } = wanted
  const { drafts, policy } = services
  if (reason.code === 'priceAbove') {
    const draft = await keep(() => drafts.save(wanted, place), clock)
    if (draft !== undefined) return renderDraft(texts, draft, await drafts.quote(draft, place))
    return renderRefusal(texts, { code: 'storeUnavailable' }, { request, ways: { changes: [] }, isPublic })
  }
  const ways = findWaysOut(reason, request, policy.providers)
  if (ways === undefined) return undefined
  const draft = canPress(ways) ? await keep(() => drafts.save(wanted, place, ways.changes), clock) : undefined
  return renderRefusal(texts, reason, { request, draft, ways, isPublic })
}

const canPress = ({ changes, canTryAgain, edit }: WaysOut) =>
  changes.length > 0 || canTryAgain === true || edit !== undefined

/** Nothing where it cannot be kept in time. */
async function keep(save: () => Promise<Draft>, clock: Pick<Clock, 'after'>): Promise<Draft | undefined> {
  try {
    return await withTimeout(save, { clock, milliseconds: patience })
  } catch (error) {
    if (error instanceof UserError || error instanceof TimeIsUp) return undefined
    throw error
  }
}
