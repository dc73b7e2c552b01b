import type { StatusOptions } from '../domain/contracts/delivery.ts'
import { type Generation, isFinal } from '../domain/generation.ts'
import type { MessageView } from '../domain/message.ts'
import { createView } from './createView.ts'
import { createContainer, createRow, createText } from './parts.ts'
import { settingSentences } from './sentences/settings.ts'
import { statusSentences } from './sentences/status.ts'
import { describeCost } from './status/describeCost.ts'
import { describeEnd } from './status/describeEnd.ts'
import { describeSettings, findIgnoredAspectRatio } from './status/describeSettings.ts'
import { describeState } from './status/describeState.ts'
import { needsCheck, renderActions } from './status/renderActions.ts'
import { renderPrompt } from './status/renderPrompt.ts'
import { renderResult } from './status/renderResult.ts'
import { takeSnippet } from './text/quotePrompt.ts'

/**
 * The one message of a generation, in any state: how it stands, what was asked, what it costs, what can be done.
 * `linkLifetime`: how long its provider serves the result, in milliseconds, where that is known.
 */
export function renderStatus(generation: Generation, options: StatusOptions, linkLifetime?: number): MessageView {
  const state = isFinal(generation) ? describeEnd(generation, options.isPrivate) : describeState(generation, options)
  const result = renderResult(generation, options, linkLifetime)
  return createView(
    [
      createContainer(state.colour, [
        createText(state.text),
        ...renderPrompt(generation, options.withPrompt),
        createText(describeDetails(generation, options.withPrompt)),
        ...result.gallery,
        ...result.notes,
        ...createRow(renderActions(generation, options, result.link)),
      ]),
    ],
    result.files,
  )
}

function describeDetails(generation: Generation, withPrompt: boolean): string {
  const { negativePrompt } = generation.request
  const ignored = findIgnoredAspectRatio(generation)
  const notWanted = withPrompt && negativePrompt !== undefined ? takeSnippet(negativePrompt) : ''
  return [
    describeSettings(generation),
    ...(notWanted === '' ? [] : [settingSentences.notWanted(notWanted)]),
    ...(ignored === undefined ? [] : [settingSentences.aspectRatioIgnored(ignored)]),
    describeCost(generation),
    ...(needsCheck(generation) ? [statusSentences.pressCheck] : []),
  ]
    .filter((line) => line !== undefined)
    .join('\n')
}
