import {
  type APIActionRowComponent,
  type APIButtonComponent,
  type APIButtonComponentWithCustomId,
  type APIButtonComponentWithURL,
  type APIComponentInContainer,
  type APIComponentInMessageActionRow,
  type APIContainerComponent,
  type APITextDisplayComponent,
  ButtonStyle,
  ComponentType,
} from 'discord.js'
import { type ButtonPrefix, createCustomId } from './customId.ts'

export function createText(content: string): APITextDisplayComponent {
  return { type: ComponentType.TextDisplay, content }
}

/** @param colour 0xRRGGBB */
export function createContainer(colour: number, components: APIComponentInContainer[]): APIContainerComponent {
  return { type: ComponentType.Container, accent_color: colour, components }
}

export function createButton(
  prefix: ButtonPrefix,
  generationId: string,
  label: string,
  style: APIButtonComponentWithCustomId['style'] = ButtonStyle.Secondary,
): APIButtonComponentWithCustomId {
  return { type: ComponentType.Button, style, label, custom_id: createCustomId(prefix, generationId) }
}

export function createLinkButton(url: string, label: string): APIButtonComponentWithURL {
  return { type: ComponentType.Button, style: ButtonStyle.Link, label, url }
}

/** No row at all where there is no button: Discord refuses empty rows. */
export function createRow(buttons: APIButtonComponent[]): APIActionRowComponent<APIComponentInMessageActionRow>[] {
  return buttons.length === 0 ? [] : [{ type: ComponentType.ActionRow, components: buttons }]
}
