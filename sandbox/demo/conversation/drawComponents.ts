import { posix } from 'node:path'
import type { SandboxAttachment } from '../../discord/cdn/createFileStore.ts'
import { componentTypes } from '../../discord/flags.ts'
import { isObject, type JsonObject, numberIn, objectsIn, textIn } from '../../discord/json.ts'
import { type Line, line, type Style, span } from '../terminal/span.ts'
import { wrapSpans } from '../terminal/wrapSpans.ts'
import { formatLength, formatSize } from './describeTime.ts'
import { drawBox, frameColumns } from './drawBox.ts'
import { readMarkdown, type Surroundings } from './readMarkdown.ts'
import { readVideoLength } from './readVideoLength.ts'

export interface Drawing extends Surroundings {
  /** Columns. */
  readonly width: number
  readonly attachments: readonly SandboxAttachment[]
}

/** Discord's named colours, as far as the bot's messages have them. */
const accents: Readonly<Record<number, Style>> = {
  5763719: 'green',
  15548997: 'red',
  16705372: 'yellow',
  5793266: 'blue',
}

/** @see https://discord.com/developers/docs/components/reference */
export function drawComponents(components: readonly JsonObject[], drawing: Drawing): Line[] {
  return components.flatMap((component) => drawComponent(component, drawing))
}

function drawComponent(component: JsonObject, drawing: Drawing): Line[] {
  switch (component.type) {
    case componentTypes.container: {
      const inner = { ...drawing, width: drawing.width - frameColumns }
      const colour = accents[numberIn(component.accent_color)] ?? 'grey'
      return drawBox(drawComponents(objectsIn(component.components), inner), drawing.width, colour)
    }
    case componentTypes.textDisplay:
      return drawText(textIn(component.content), drawing)
    case componentTypes.section: {
      const accessory = isObject(component.accessory) ? [component.accessory] : []
      return drawComponents([...objectsIn(component.components), ...accessory], drawing)
    }
    case componentTypes.thumbnail:
      return wrapSpans(drawPicture(component), drawing.width)
    case componentTypes.mediaGallery:
      return objectsIn(component.items).flatMap((item) => drawMedia(item, drawing))
    case componentTypes.actionRow:
      return wrapSpans(line(objectsIn(component.components).map(drawButton).join('  '), 'bold'), drawing.width)
    case componentTypes.separator:
      return [[]]
    default:
      return []
  }
}

/** Text as it stands in a message, formatted. */
export function drawText(text: string, { width, ...surroundings }: Surroundings & { width: number }): Line[] {
  return readMarkdown(text, surroundings).flatMap(({ prefix, spans }) => {
    const indent = prefix.reduce((sum, { text: sign }) => sum + sign.length, 0)
    return wrapSpans(spans, width - indent).map((each) => [...prefix, ...each])
  })
}

const addressOf = (item: JsonObject): string => (isObject(item.media) ? textIn(item.media.url) : '')

const nameOf = (address: string): string =>
  URL.canParse(address) ? decodeURIComponent(posix.basename(new URL(address).pathname)) : address

function drawPicture(item: JsonObject): Line {
  const description = textIn(item.description)
  const name = nameOf(addressOf(item))
  return [span('[picture] ', 'grey'), span(description === '' ? name : `${name}: ${description}`, 'grey')]
}

/** A player for a video, a line for anything else. */
function drawMedia(item: JsonObject, { width, attachments }: Drawing): Line[] {
  const id = isObject(item.media) ? item.media.attachment_id : undefined
  const attachment = attachments.find((each) => each.id === id)
  const seconds = attachment === undefined ? undefined : readVideoLength(attachment.bytes)
  if (attachment === undefined || seconds === undefined) return wrapSpans(drawPicture(item), width)
  const length = formatLength(seconds)
  const groove = '━'.repeat(Math.max(8, Math.min(48, width - 20)))
  const facts = [attachment.filename, `${attachment.width}×${attachment.height}`, formatSize(attachment.size)]
  return [
    [span('► ', 'bold'), span(groove, 'grey'), span(` 0:00 / ${length}`)],
    ...wrapSpans(line(facts.join(' · '), 'faint'), width),
  ]
}

function drawButton(button: JsonObject): string {
  const label = textIn(button.label)
  return typeof button.url === 'string' ? `[ ${label} ↗ ]` : `[ ${label} ]`
}
