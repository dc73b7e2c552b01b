import {
  type APIButtonComponentWithCustomId,
  type APIComponentInContainer,
  type APIModalInteractionResponseCallbackData,
  ButtonStyle,
  Colors,
  ComponentType,
  messageLink,
  TextInputStyle,
} from 'discord.js'
import { z } from 'zod'
import type { MessageView } from '../domain/contracts/delivery.ts'
import type { Page } from '../domain/contracts/servers.ts'
import type { Report } from '../domain/report.ts'
import { blockLength } from '../domain/server.ts'
import { createCustomId } from '../interactions/customId.ts'
import {
  createButton,
  createContainer,
  createPageRow,
  createRow,
  createText,
  createView,
  renderSentence,
} from './components.ts'
import { formatRelativeTime } from './format.ts'
import { takeSnippet } from './promptText.ts'
import type { Texts } from './text/en.ts'
import { selectTexts } from './text/texts.ts'

/** The field of the forms, by which their answers are read. */
export const reasonField = 'reason'
export const lengthField = 'length'
const mostReason = 300

/** Below a video that everybody sees. */
export function createReportButton({ reports }: Texts, generationId: string): APIButtonComponentWithCustomId {
  return createButton('report', generationId, reports.report)
}

/** Asks why. */
export function renderReportForm({ reports }: Texts, generationId: string): APIModalInteractionResponseCallbackData {
  return createReasonForm(createCustomId('sendReport', generationId), reports.formTitle, {
    label: reports.reason,
    description: reports.reasonHint,
  })
}

/** Asks what the person is to read whom a report is about, and when the block ends. */
export function renderBlockForm(
  { reports, blockLengths }: Texts,
  reportId: string,
): APIModalInteractionResponseCallbackData {
  const form = createReasonForm(createCustomId('blockReported', reportId), reports.blockTitle, {
    label: reports.blockReason,
  })
  const lengths = {
    type: ComponentType.Label as const,
    label: reports.blockLength,
    description: reports.blockHint,
    component: {
      type: ComponentType.StringSelect as const,
      custom_id: lengthField,
      options: blockLength.options.map((value) => ({
        value,
        label: blockLengths[value],
        default: value === 'forever',
      })),
    },
  }
  return { ...form, components: [...form.components, lengths] }
}

function createReasonForm(customId: string, title: string, words: { label: string; description?: string }) {
  return {
    custom_id: customId,
    title,
    components: [
      {
        type: ComponentType.Label as const,
        ...words,
        component: {
          type: ComponentType.TextInput as const,
          custom_id: reasonField,
          style: TextInputStyle.Paragraph,
          required: true,
          max_length: mostReason,
        },
      },
    ],
  }
}

export function renderReportTaken({ reports }: Texts, isNew: boolean): MessageView {
  return renderSentence(isNew ? reports.thanks : reports.already)
}

/** A report as those who look after the server see it, with what they can do about it. */
export function renderReport(texts: Texts, report: Report): MessageView {
  return createView([createContainer(Colors.Yellow, drawReport(texts, report))])
}

/** The same, as it is posted in the channel that the server chose for that. */
export function renderPostedReport(report: Report, locale: string | undefined): MessageView {
  return renderReport(selectTexts(locale), report)
}

/** The reports of a server, the newest first. */
export function renderReports(texts: Texts, panelId: string, { items, ...page }: Page<Report>): MessageView {
  const { reports } = texts
  return createView([
    createContainer(Colors.Blurple, [
      createText(items.length === 0 ? `${reports.title}\n${reports.none}` : reports.title),
      ...items.flatMap((each) => drawReport(texts, each, nameList({ panelId, page: page.page }))),
      ...createPageRow(texts, 'reportsPage', panelId, page),
    ]),
  ])
}

/** Where in a list of `/kling-admin` a report stands: what its buttons say of it, so that the list is what they leave behind. */
interface ListPlace {
  readonly panelId: string
  readonly page: number
}
export const listArgument = z
  .string()
  .regex(/^\d{1,5}\.[A-Za-z0-9_-]{1,40}$/)
  .optional()
const nameList = ({ panelId, page }: ListPlace) => `${page}.${panelId}`

export function readList(argument: string): ListPlace {
  const [page, panelId = ''] = argument.split('.')
  return { page: Number(page), panelId }
}

function drawReport(texts: Texts, report: Report, list?: string): APIComponentInContainer[] {
  const { reports } = texts
  const { id, guildId, channelId, messageId, ownerId, reporterId, reason, at, state, handledBy = '' } = report
  const video = messageLink(channelId, messageId, guildId)
  const lines = [
    reports.line({ video, owner: `<@${ownerId}>` }),
    `> ${takeSnippet(reason)}`,
    `-# ${reports.by({ reporter: `<@${reporterId}>`, when: formatRelativeTime(at) })}`,
    ...(state === 'open' ? [] : [`-# ${reports[state](`<@${handledBy}>`)}`]),
  ]
  if (state !== 'open') return [createText(lines.join('\n'))]
  return [
    createText(lines.join('\n')),
    ...createRow([
      createButton('reportRemove', id, reports.remove, ButtonStyle.Danger, list),
      createButton('reportBlock', id, reports.block),
      createButton('reportDismiss', id, reports.dismiss, ButtonStyle.Secondary, list),
    ]),
  ]
}
