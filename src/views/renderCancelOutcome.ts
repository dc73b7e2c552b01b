import { ButtonStyle, Colors } from 'discord.js'
import type { CancelOutcome } from '../domain/contracts/generations.ts'
import type { MessageView } from '../domain/message.ts'
import { createView } from './createView.ts'
import { createButton, createContainer, createRow, createText } from './parts.ts'
import { renderSentence } from './renderSentence.ts'
import { buttonLabels } from './sentences/buttons.ts'
import { cancelSentences } from './sentences/cancel.ts'

/** The private answer to Cancel; where the video cannot be stopped, the question whether to stop waiting all the same. */
export function renderCancelOutcome(outcome: CancelOutcome, generationId: string): MessageView {
  const sentence = cancelSentences[outcome.kind]
  if (outcome.kind !== 'cannotStop') return renderSentence(sentence, Colors.DarkGrey)
  return createView([
    createContainer(Colors.Yellow, [
      createText(sentence),
      ...createRow([createButton('abandon', generationId, buttonLabels.abandon, ButtonStyle.Danger)]),
    ]),
  ])
}
