import type { Does } from '../state/does.ts'
import { keyOf } from '../state/state.ts'
import { changeComposer, changeComposerAt } from './changeComposer.ts'
import { filesNeedCommand, tooLong } from './words.ts'

/** @see https://discord.com/developers/docs/resources/message#create-message */
export const longestMessage = 2_000

/** Sends an ordinary message. The box is empty at once; where it could not be sent, the text comes back. */
export async function sayMessage(does: Does): Promise<void> {
  const { composer, personId, placeId } = does.read()
  const content = composer.text.trim()
  const obstacle = findObstacle(content, composer.files)
  if (obstacle !== undefined) changeComposer(does, (before) => ({ ...before, notice: obstacle }))
  if (obstacle !== undefined || content === '') return
  changeComposer(does, (before) => ({ ...before, text: '', list: undefined, notice: undefined }))
  const outcome = await does.server.act({ kind: 'say', personId, placeId, content })
  if (outcome.ok) return
  changeComposerAt(does, keyOf(personId, placeId), (before) => ({
    ...before,
    text: before.text === '' ? content : before.text,
    notice: outcome.problem,
  }))
}

function findObstacle(content: string, files: readonly File[]): string | undefined {
  if (files.length > 0) return filesNeedCommand
  return content.length > longestMessage ? tooLong(longestMessage) : undefined
}
