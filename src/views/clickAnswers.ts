import { type APIModalInteractionResponseCallbackData, Colors, ComponentType, TextInputStyle } from 'discord.js'
import type { MessageView } from '../domain/contracts/delivery.ts'
import type { CancelOutcome } from '../domain/contracts/generations.ts'
import type { Generation } from '../domain/generation.ts'
import { createCustomId } from '../interactions/customId.ts'
import {
  createButton,
  createContainer,
  createRow,
  createText,
  createView,
  findMessageLink,
  renderSentence,
} from './components.ts'
import type { Texts } from './text/en.ts'

/** The private answer to Cancel and to Hide when done; where it is too late to cancel, with the way to hide it. */
export function renderCancelOutcome(
  { cancel, stop, buttons }: Texts,
  outcome: CancelOutcome,
  generationId: string,
): MessageView {
  const sentence = (outcome.isOwn ? cancel : stop)[outcome.kind]
  if (outcome.kind !== 'cannotStop') return renderSentence(sentence, Colors.DarkGrey)
  return createView([
    createContainer(Colors.Yellow, [
      createText(sentence),
      ...createRow([createButton('hide', generationId, buttons.hide)]),
    ]),
  ])
}

/** For a command or click that was taken before: points to what it started then. */
export function renderRepeated({ repeated }: Texts, generation: Pick<Generation, 'origin'>): MessageView {
  const link = findMessageLink(generation.origin)
  return renderSentence(link === undefined ? repeated.withoutLink : repeated.withLink(link))
}

/** The field of the form that Change prompt opens. */
export const promptField = 'prompt'

/**
 * What a text field holds at most, in UTF-16 units, which an emoji has two of.
 * @see https://docs.discord.com/developers/components/reference#text-input
 */
const longestField = 4_000

/** @param longest how many characters a prompt may have */
export function renderPromptForm(
  { promptForm }: Texts,
  generationId: string,
  { prompt, longest }: { readonly prompt: string; readonly longest: number },
): APIModalInteractionResponseCallbackData {
  return {
    custom_id: createCustomId('newPrompt', generationId),
    title: promptForm.title,
    components: [
      {
        type: ComponentType.Label,
        label: promptForm.prompt,
        component: {
          type: ComponentType.TextInput,
          custom_id: promptField,
          style: TextInputStyle.Paragraph,
          max_length: Math.min(longestField, Math.max(longest, prompt.length)),
          ...(prompt.length <= longestField && { value: prompt }),
        },
      },
    ],
  }
}
