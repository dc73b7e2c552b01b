import { type APIComponentInContainer, ButtonStyle, Colors, ComponentType } from 'discord.js'
import type { QueueEntry } from '../domain/contracts/generations.ts'
import { type Generation, isFinal } from '../domain/generation.ts'
import type { MessageView } from '../domain/message.ts'
import { createView } from './createView.ts'
import { findMessageLink } from './findMessageLink.ts'
import { createButton, createContainer, createText } from './parts.ts'
import { renderSentence } from './renderSentence.ts'
import { buttonLabels } from './sentences/buttons.ts'
import { queueSentences } from './sentences/queue.ts'
import { canCancel } from './status/canCancel.ts'
import { describeState } from './status/describeState.ts'
import { takeSnippet } from './text/quotePrompt.ts'

/** A section with a button counts three of Discord's 40 components; the container, title and last line three more. */
const mostEntries = 12
/** Of Discord's 4,000 characters. */
const mostCharacters = 3_700

/** The private list of a person's videos: on their way, or finished and not yet seen. As many as one message holds. */
export function renderQueue(entries: readonly QueueEntry[]): MessageView {
  if (entries.length === 0) return renderSentence(queueSentences.empty)
  const texts = entries.map(describeEntry)
  const shown = entries.slice(0, countFitting(texts))
  const left = entries.length - shown.length
  return createView([
    createContainer(Colors.Blurple, [
      createText(queueSentences.title),
      ...shown.map((entry, index) => renderEntry(entry.generation, texts[index] ?? '')),
      ...(left === 0 ? [] : [createText(left === 1 ? queueSentences.oneMore : queueSentences.more(left))]),
    ]),
  ])
}

function countFitting(texts: readonly string[]): number {
  let characters = 0
  const overflow = texts.findIndex((text, index) => {
    characters += text.length
    return characters > mostCharacters || index >= mostEntries
  })
  return overflow === -1 ? texts.length : overflow
}

function describeEntry({ generation, ...context }: QueueEntry): string {
  const snippet = takeSnippet(generation.request.prompt)
  const link = findMessageLink(generation.origin)
  return [
    describeState(generation, context).text,
    ...(snippet === '' ? [] : [queueSentences.entry(snippet)]),
    ...(link === undefined ? [] : [queueSentences.openMessage(link)]),
  ].join('\n')
}

function renderEntry(generation: Generation, text: string): APIComponentInContainer {
  const button = chooseButton(generation)
  if (button === undefined) return createText(text)
  return { type: ComponentType.Section, components: [createText(text)], accessory: button }
}

function chooseButton(generation: Generation) {
  if (isFinal(generation)) return createButton('deliver', generation.id, buttonLabels.showMe, ButtonStyle.Primary)
  return canCancel(generation) ? createButton('cancel', generation.id, buttonLabels.cancel) : undefined
}
