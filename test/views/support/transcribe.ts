import {
  type APIButtonComponent,
  type APIContainerComponent,
  type APIMessageTopLevelComponent,
  ButtonStyle,
  ComponentType,
} from 'discord.js'
import type { MessageView } from '../../../src/domain/contracts/delivery.ts'

/** A message as lines, with everything that is in it, so that tables of messages can be read. Throws on what it does not know. */
export function transcribe({ body }: MessageView): string[] {
  return (body.components as APIMessageTopLevelComponent[]).flatMap((component) => transcribeOne(component))
}

type AnyComponent = APIMessageTopLevelComponent | APIContainerComponent['components'][number]

function transcribeOne(component: AnyComponent): string[] {
  switch (component.type) {
    case ComponentType.Container: {
      const colour = `#${(component.accent_color ?? 0).toString(16).padStart(6, '0')}`
      return [colour, ...component.components.flatMap((each) => transcribeOne(each))]
    }
    case ComponentType.TextDisplay:
      return component.content.split('\n')
    case ComponentType.Section: {
      const { accessory } = component
      const beside =
        accessory.type === ComponentType.Thumbnail
          ? `(${accessory.description}: ${accessory.media.url})`
          : transcribeButton(accessory)
      return [...component.components.flatMap((each) => each.content.split('\n')), beside]
    }
    case ComponentType.MediaGallery:
      return component.items.map(
        ({ media, description, spoiler }) => `${spoiler ? 'covered ' : ''}{${media.url}} ${description}`,
      )
    case ComponentType.ActionRow:
      return [component.components.map((each) => transcribeButton(each as APIButtonComponent)).join(' ')]
    default:
      throw new Error(`Unexpected component of type ${component.type}`)
  }
}

function transcribeButton(button: APIButtonComponent): string {
  if (button.style === ButtonStyle.Premium) throw new Error('Unexpected premium button')
  const target = button.style === ButtonStyle.Link ? button.url : button.custom_id
  return `[${button.label} -> ${target}]`
}
