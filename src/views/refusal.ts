import { type APIButtonComponent, ButtonStyle, Colors } from 'discord.js'
import type { MessageView } from '../domain/contracts/delivery.ts'
import type { Draft, RequestChange } from '../domain/draft.ts'
import { headlineOf } from '../domain/preset.ts'
import type { Request } from '../domain/request.ts'
import type { UserErrorReason } from '../domain/userError.ts'
import type { WaysOut } from '../domain/waysOut.ts'
import { createButton, createContainer, createRow, createText, createView } from './components.ts'
import { nameOffer } from './draft.ts'
import { quoteToCopy } from './promptText.ts'
import type { Texts } from './text/en.ts'
import { describeUserError } from './userError.ts'

/** In one row. */
const mostButtons = 5

interface Refused {
  readonly request: Request
  /** What was kept for the buttons; without it there are none. */
  readonly draft?: Draft | undefined
  readonly ways: WaysOut
  /** Whether others read it too. */
  readonly isPublic?: boolean
}

/** Why a request was refused, with the prompt to copy and a button for each way out. */
export function renderRefusal(
  texts: Texts,
  reason: UserErrorReason,
  { request, draft, ways, isPublic }: Refused,
): MessageView {
  const prompt = quoteToCopy(headlineOf(request))
  const areWaysShown = draft?.offers.some(({ change }) => change !== undefined)
  return createView([
    createContainer(Colors.Yellow, [
      createText(describeUserError(texts, reason, { areWaysShown, isPublic })),
      ...(prompt === undefined ? [] : [createText(prompt)]),
      ...createRow(draft === undefined ? [] : renderWays(texts, draft, ways).slice(0, mostButtons)),
    ]),
  ])
}

/** The same with what was typed into a form to copy below it. */
export function addTyped(view: MessageView, typed: readonly string[]): MessageView {
  const quoted = quoteToCopy(typed.join('\n\n'))
  if (quoted === undefined) return view
  const components = Array.isArray(view.body.components) ? view.body.components : []
  return { ...view, body: { ...view.body, components: [...components, createText(quoted)] } }
}

function renderWays(
  texts: Texts,
  { id, revision, offers }: Draft,
  { canTryAgain, edit }: WaysOut,
): APIButtonComponent[] {
  const { draft: words, buttons, waysOut, writing } = texts
  const changes = offers.flatMap(({ change, price }, index) => {
    if (change === undefined) return []
    // The first is the nearest to what was asked for.
    const isFirst = offers.findIndex((each) => each.change !== undefined) === index
    const label = waysOut.priced({ what: nameWay(texts, change), price: writing.money(price) })
    const style = isFirst ? ButtonStyle.Primary : ButtonStyle.Secondary
    return [createButton('generate', id, label, style, nameOffer(revision, change))]
  })
  const again = canTryAgain === true && offers.some(({ change }) => change === undefined)
  return [
    ...changes,
    ...(again
      ? [createButton('generate', id, buttons.retry, ButtonStyle.Secondary, nameOffer(revision, undefined))]
      : []),
    ...(edit === undefined
      ? []
      : [createButton('editDraft', id, edit === 'prompt' ? buttons.changePrompt : words.edit)]),
  ]
}

function nameWay({ waysOut, variants, shortQualityNames, writing }: Texts, change: RequestChange): string {
  if ('quality' in change) return waysOut.quality(shortQualityNames[change.quality])
  if ('variants' in change) return variants.fewer(change.variants)
  if ('seconds' in change) return waysOut.seconds(writing.number(change.seconds))
  return 'sound' in change ? waysOut.silent : waysOut[change.without]
}
