import {
  type APIActionRowComponent,
  type APIButtonComponent,
  type APIButtonComponentWithCustomId,
  type APIButtonComponentWithURL,
  type APIComponentInContainer,
  type APIComponentInMessageActionRow,
  type APIContainerComponent,
  type APIMessageTopLevelComponent,
  type APITextDisplayComponent,
  ButtonStyle,
  Colors,
  ComponentType,
  MessageFlags,
  messageLink,
} from 'discord.js'
import type { MessageFile, MessageView } from '../domain/contracts/delivery.ts'
import type { Origin } from '../domain/origin.ts'
import { createCustomId } from '../interactions/customId.ts'
import type { Texts } from './text/en.ts'

/** A message of Components V2 that mentions nobody, whatever the text in it says. */
export function createView(
  components: readonly APIMessageTopLevelComponent[],
  files: readonly MessageFile[] = [],
): MessageView {
  return {
    body: { flags: MessageFlags.IsComponentsV2, allowed_mentions: { parse: [] }, components },
    files,
  }
}

/** The same with nothing to press below it. */
export function leaveButtonsOut({ body, files }: MessageView): MessageView {
  const components = Array.isArray(body.components) ? body.components : []
  return { body: { ...body, components: components.filter(({ type }) => type !== ComponentType.ActionRow) }, files }
}

/** A message of a few words. @param colour 0xRRGGBB */
export function renderSentence(sentence: string, colour: number = Colors.Blurple): MessageView {
  return createView([createContainer(colour, [createText(sentence)])])
}

export function createText(content: string): APITextDisplayComponent {
  return { type: ComponentType.TextDisplay, content }
}

/** @param colour 0xRRGGBB */
export function createContainer(colour: number, components: APIComponentInContainer[]): APIContainerComponent {
  return { type: ComponentType.Container, accent_color: colour, components }
}

export function createButton(
  handler: string,
  recordId: string,
  label: string,
  style: APIButtonComponentWithCustomId['style'] = ButtonStyle.Secondary,
  argument?: string,
): APIButtonComponentWithCustomId {
  return { type: ComponentType.Button, style, label, custom_id: createCustomId(handler, recordId, argument) }
}

/** The buttons below a page of a list, each of which carries the page it leads to; none where there is one page. */
export function createPageRow(
  { buttons }: Pick<Texts, 'buttons'>,
  handler: string,
  recordId: string,
  { page, hasMore }: { readonly page: number; readonly hasMore: boolean },
) {
  const turn = (label: string, to: number) => createButton(handler, recordId, label, ButtonStyle.Secondary, String(to))
  return createRow([
    ...(page > 0 ? [turn(buttons.previousPage, page - 1)] : []),
    ...(hasMore ? [turn(buttons.nextPage, page + 1)] : []),
  ])
}

export function createLinkButton(url: string, label: string): APIButtonComponentWithURL {
  return { type: ComponentType.Button, style: ButtonStyle.Link, label, url }
}

/** No row at all where there is no button: Discord refuses empty rows. */
export function createRow(buttons: APIButtonComponent[]): APIActionRowComponent<APIComponentInMessageActionRow>[] {
  return buttons.length === 0 ? [] : [{ type: ComponentType.ActionRow, components: buttons }]
}

/** The address of the status message; undefined where it is not known yet, or private and so not to be found again. */
export function findMessageLink(
  origin: Pick<Origin, 'guildId' | 'channelId' | 'messageId' | 'ephemeral'>,
): string | undefined {
  const { guildId, channelId, messageId, ephemeral } = origin
  if (messageId === undefined || ephemeral) return undefined
  return guildId === undefined ? messageLink(channelId, messageId) : messageLink(channelId, messageId, guildId)
}
