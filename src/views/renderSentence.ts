import { Colors } from 'discord.js'
import type { MessageView } from '../domain/message.ts'
import { createView } from './createView.ts'
import { createContainer, createText } from './parts.ts'

/** A message of a few words. @param colour 0xRRGGBB */
export function renderSentence(sentence: string, colour: number = Colors.Blurple): MessageView {
  return createView([createContainer(colour, [createText(sentence)])])
}
