import { type APIComponentInContainer, ButtonStyle, Colors, ComponentType } from 'discord.js'
import type { MessageView } from '../domain/contracts/delivery.ts'
import type { Quote } from '../domain/contracts/drafts.ts'
import { type Draft, nameChange, type Offer } from '../domain/draft.ts'
import type { MicroDollars } from '../domain/money.ts'
import { joinPrompts } from '../domain/request.ts'
import { createButton, createContainer, createRow, createText, createView } from './components.ts'
import { formatSpan } from './format.ts'
import { quotePrompt, takeSnippet } from './promptText.ts'
import { fitsAddress, longestMediaAddress } from './resultGallery.ts'
import { listRows, renderShotControls } from './storyboard.ts'
import type { Texts } from './text/en.ts'
import { describeReason } from './userError.ts'
import { listSettings } from './videoSettings.ts'

export interface DraftOptions {
  /** What differs from the video that it was made from, each as people read it. */
  readonly changes?: readonly string[]
  /** What was quoted before, where it costs more by now. */
  readonly before?: MicroDollars
  /** The card was changed elsewhere: what was pressed is not what stands here now. */
  readonly isChanged?: boolean
  /** It was typed as a prompt, and may be meant as one. */
  readonly isAsked?: boolean
  /** The shot of a storyboard that is to be changed, counted from 0. */
  readonly picked?: number | undefined
}

/** The request as it would be sent, what it costs and what is left, before anything begins. */
export function renderDraft(texts: Texts, draft: Draft, quote: Quote, options: DraftOptions = {}): MessageView {
  const { changes = [] } = options
  return createView([
    createContainer(Colors.Blurple, [
      createText(describeOccasion(texts, draft, options)),
      renderRequest(texts, draft, quote),
      ...(quote.problem === undefined ? [] : [createText(describeReason(texts, quote.problem, false))]),
      ...(changes.length === 0 ? [] : [createText(changes.map((each) => `- ${each}`).join('\n'))]),
      // What cannot be made yet takes no time.
      ...(quote.problem === undefined ? describeQuote(texts, quote) : []),
      ...renderActions(texts, draft, options),
    ]),
  ])
}

const isStoryboard = ({ request }: Draft) => request.scene.kind === 'shots'

/** What begins it stands first; what changes it, in the same row where that has room. */
function renderActions(texts: Texts, draft: Draft, { picked }: DraftOptions): APIComponentInContainer[] {
  const begin = draft.offers
    .filter((offer) => isOnCard(offer) || (isStoryboard(draft) && isOneShot(offer)))
    .map((offer) => renderOffer(texts, draft, offer))
  const dismiss = createButton('dismissDraft', draft.id, texts.draft.dismiss)
  const { scene } = draft.request
  if (scene.kind === 'prompt')
    return createRow([...begin, createButton('editDraft', draft.id, texts.draft.edit), dismiss])
  const hasShots = scene.shots.length > 0
  return [
    ...createRow(begin),
    ...renderShotControls(texts, draft, picked),
    ...createRow([
      createButton(
        'addShot',
        draft.id,
        texts.storyboard.addShot,
        hasShots ? ButtonStyle.Secondary : ButtonStyle.Primary,
      ),
      createButton('storyboardSettings', draft.id, texts.storyboard.settings),
      dismiss,
    ]),
  ]
}

function describeOccasion(
  { draft: words, storyboard, writing }: Texts,
  draft: Draft,
  { before, isChanged, isAsked }: DraftOptions,
): string {
  const price = draft.offers.find(({ change }) => change === undefined)?.price
  if (before !== undefined && price !== undefined) {
    return words.priceRose({ before: writing.money(before), price: writing.money(price) })
  }
  if (isChanged === true) return words.changed
  if (!isStoryboard(draft)) return words.title
  return isAsked === true ? storyboard.asked : storyboard.title
}

/** Others are ways out of a refusal, and stand below it. */
const isOnCard = ({ change }: Offer) => change === undefined || ('quality' in change && change.quality === 'standard')

const isOneShot = ({ change }: Offer) => change !== undefined && 'without' in change && change.without === 'shots'

function renderOffer(texts: Texts, { id, revision }: Draft, { change, price }: Offer) {
  const amount = texts.writing.money(price)
  const other = isOneShot({ change, price }) ? texts.storyboard.oneShot(amount) : texts.draft.cheaper(amount)
  const label = change === undefined ? texts.draft.generate(amount) : other
  const style = change === undefined ? ButtonStyle.Primary : ButtonStyle.Secondary
  return createButton('generate', id, label, style, nameOffer(revision, change))
}

/** Which state of the draft the button was drawn from, and which offer of it. */
export function nameOffer(revision: number, change: Offer['change']): string {
  return [String(revision), nameChange(change) ?? []].flat().join('.')
}

/** Beside the start frame, where there is one. */
function renderRequest(texts: Texts, draft: Draft, quote: Quote): APIComponentInContainer {
  const { request } = draft
  const notWanted = request.negativePrompt === undefined ? '' : takeSnippet(request.negativePrompt)
  const lines = [
    isStoryboard(draft) ? listRows(texts, draft, quote) : (quotePrompt(joinPrompts(request)) ?? []),
    `-# ${[texts.qualityNames[request.quality], ...listSettings(texts, request)].join(' · ')}`,
    notWanted === '' ? [] : texts.draft.negativePrompt(notWanted),
  ]
  const text = createText(lines.flat().join('\n'))
  const url = request.startImage?.url
  if (url === undefined || !fitsAddress(url, longestMediaAddress)) return text
  return {
    type: ComponentType.Section,
    components: [text],
    accessory: { type: ComponentType.Thumbnail, media: { url }, description: texts.card.startImage },
  }
}

function describeQuote(texts: Texts, { usage, forecast }: Quote): APIComponentInContainer[] {
  const { ahead } = forecast
  const waiting = ahead === 0 ? [] : [texts.draft.ahead(ahead)]
  const parts = [...describeLeft(texts, usage), ...describeTime(texts, forecast), ...waiting]
  return parts.length === 0 ? [] : [createText(`-# ${parts.join(' · ')}`)]
}

/** By the day of the person, or of the member in this server: whichever ends sooner. */
function describeLeft({ draft: words, writing }: Texts, usage: Quote['usage']): string[] {
  if (usage === undefined) return []
  const { money, member } = usage.person
  // A server may have less than its members: nothing is said of what nobody counts for this person.
  const [least] = [money, ...(member === undefined ? [] : [member])]
    .flatMap(({ used, budget }) => (budget === 'unlimited' ? [] : [{ left: Math.max(0, budget - used), budget }]))
    .sort((one, other) => one.left - other.left)
  return least === undefined
    ? []
    : [words.left({ left: writing.moneyLeft(least.left), budget: writing.money(least.budget) })]
}

function describeTime(texts: Texts, { usual, expected }: Quote['forecast']): string[] {
  if (usual !== undefined) return [texts.draft.usually(formatSpan(texts, usual.from, usual.to))]
  return expected === undefined ? [] : [texts.draft.takes(formatSpan(texts, expected, expected))]
}
