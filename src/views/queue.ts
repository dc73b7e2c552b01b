import { type APIComponentInContainer, ButtonStyle, Colors, ComponentType } from 'discord.js'
import type { MessageView } from '../domain/contracts/delivery.ts'
import type { QueueEntry } from '../domain/contracts/generations.ts'
import type { Generation } from '../domain/generation.ts'
import { headlineOf } from '../domain/preset.ts'
import { isFinal } from '../domain/stateMachine.ts'
import { createButton, createContainer, createText, createView, findMessageLink, renderSentence } from './components.ts'
import { takeSnippet } from './promptText.ts'
import { describeState } from './statusText.ts'
import type { Texts } from './text/en.ts'

/** A section with a button counts three of Discord's 40 components; the container, title and last line three more. */
const mostEntries = 12
/** Of Discord's 4,000 characters. */
const mostCharacters = 3_700

/** The private list of a person's videos: on their way, or finished and not yet seen. As many as one message holds. */
export function renderQueue(texts: Texts, entries: readonly QueueEntry[]): MessageView {
  const { queue } = texts
  if (entries.length === 0) return renderSentence(queue.empty)
  const descriptions = entries.map((entry) => describeEntry(texts, entry))
  const shown = entries.slice(0, countFitting(descriptions))
  const left = entries.length - shown.length
  return createView([
    createContainer(Colors.Blurple, [
      createText(queue.title),
      ...shown.map((entry, index) => renderEntry(texts, entry, descriptions[index] ?? '')),
      ...(left === 0 ? [] : [createText(queue.more(left))]),
    ]),
  ])
}

function countFitting(descriptions: readonly string[]): number {
  let characters = 0
  const overflow = descriptions.findIndex((description, index) => {
    characters += description.length
    return characters > mostCharacters || index >= mostEntries
  })
  return overflow === -1 ? descriptions.length : overflow
}

function describeEntry(texts: Texts, { generation, ...context }: QueueEntry): string {
  const { queue } = texts
  const snippet = takeSnippet(headlineOf(generation.request))
  const link = findMessageLink(generation.origin)
  return [
    isHiddenVideo(generation) ? texts.states.succeededAfterAll : describeState(texts, generation, context).text,
    ...(snippet === '' ? [] : [queue.entry(snippet)]),
    ...(link === undefined ? [] : [queue.openMessage(link)]),
  ].join('\n')
}

/** Its message says where it is, which is here. */
const isHiddenVideo = ({ state, abandonedAt }: Generation) => state === 'succeeded' && abandonedAt !== undefined

function renderEntry(texts: Texts, entry: QueueEntry, description: string): APIComponentInContainer {
  const button = chooseButton(texts, entry)
  if (button === undefined) return createText(description)
  return { type: ComponentType.Section, components: [createText(description)], accessory: button }
}

function chooseButton({ buttons }: Texts, { generation, stop }: QueueEntry) {
  if (isFinal(generation)) return createButton('deliver', generation.id, buttons.showMe, ButtonStyle.Primary)
  return stop && createButton(stop, generation.id, buttons[stop])
}
