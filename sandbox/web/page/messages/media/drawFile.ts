import { html, type TemplateResult } from 'lit'
import '@skyra/discord-components-core/discord-file-attachment.js'
import { isObject, type JsonObject, numberIn, objectsIn, textIn } from '../../../../discord/json.ts'
import { describeSize } from '../../../client/describeSize.ts'
import { isWebAddress, nameFile } from '../../../client/messages/media.ts'
import type { MessageLook } from '../look.ts'
import { drawCover } from './drawCover.ts'

interface ShownFile {
  readonly url: string
  readonly name: string
  /** In bytes; 0 where it is not known. */
  readonly size: number
}

export function drawFile({ url, name, size }: ShownFile): TemplateResult {
  return html`
    <discord-file-attachment
      class="file"
      .name=${name === '' ? nameFile(url) : name}
      .href=${isWebAddress(url) ? url : undefined}
      .bytes=${size === 0 ? '' : describeSize(size)}
      target="_blank"
      rel="noopener noreferrer"
    ></discord-file-attachment>
  `
}

/** @see https://discord.com/developers/docs/components/reference#file */
export function drawFileComponent(component: JsonObject, key: string, look: MessageLook): TemplateResult {
  const file = isObject(component.file) ? component.file : {}
  const attachment = objectsIn(look.message.body.attachments).find(({ id }) => id === file.attachment_id)
  const drawn = drawFile({
    url: textIn(file.url),
    name: textIn(component.name) || textIn(attachment?.filename),
    size: numberIn(component.size) || numberIn(attachment?.size),
  })
  return component.spoiler === true ? drawCover(drawn, key, look) : drawn
}
