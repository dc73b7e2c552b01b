import { ButtonStyle, Colors, ComponentType } from 'discord.js'
import { days } from '../domain/clock.ts'
import type { MessageView } from '../domain/contracts/delivery.ts'
import type { DataExport, DeletionOutcome, KeptFor } from '../domain/contracts/privacy.ts'
import type { Policy } from '../domain/policy.ts'
import { createButton, createContainer, createRow, createText, createView, renderSentence } from './components.ts'
import { formatRelativeTime } from './format.ts'
import type { Texts } from './text/en.ts'

/** What is kept of a person, for how long, who receives it, and what they can do about it. */
export function renderPrivacy(
  texts: Texts,
  userId: string,
  { providers, keptFor }: Pick<Policy, 'providers'> & { readonly keptFor: KeptFor },
): MessageView {
  const { privacy, privacyButtons, writing } = texts
  const names = providers.map(({ name }) => name)
  const inDays = (milliseconds: number) => Math.round(milliseconds / days(1))
  return createView([
    createContainer(Colors.Blurple, [
      createText(
        [
          privacy.title,
          privacy.kept,
          `- ${privacy.keptRecords(inDays(keptFor.records))}`,
          `- ${privacy.keptMedia(inDays(keptFor.media))}`,
          `- ${privacy.keptDrafts(inDays(keptFor.drafts))}`,
          `- ${privacy.keptSettings}`,
          privacy.receivers(writing.list(names, 'disjunction')),
        ].join('\n'),
      ),
      ...createRow([
        createButton('privacyExport', userId, privacyButtons.export),
        createButton('privacyDelete', userId, privacyButtons.delete, ButtonStyle.Danger),
      ]),
    ]),
  ])
}

export function renderDeletionQuestion({ privacy, privacyButtons }: Texts, userId: string): MessageView {
  return createView([
    createContainer(Colors.Red, [
      createText([privacy.question, privacy.questionRest].join('\n')),
      ...createRow([
        createButton('privacyConfirm', userId, privacyButtons.confirm, ButtonStyle.Danger),
        createButton('privacyKeep', userId, privacyButtons.keep),
      ]),
    ]),
  ])
}

export function renderDeletion({ privacy }: Texts, { restAt }: DeletionOutcome): MessageView {
  const sentence = restAt === undefined ? privacy.deleted : privacy.deletedInPart(formatRelativeTime(restAt))
  return renderSentence(sentence, Colors.Green)
}

const exportName = 'my-data.json'

export function renderExport({ privacy }: Texts, { text, videos, isComplete }: DataExport): MessageView {
  const sentence = isComplete ? privacy.exported(videos) : privacy.exportedInPart(videos)
  const view = createView([
    createText(sentence),
    { type: ComponentType.File, file: { url: `attachment://${exportName}` } },
  ])
  const attachments = [{ id: '0', filename: exportName }]
  return { ...view, body: { ...view.body, attachments }, documents: [{ name: exportName, text }] }
}
