import type { ButtonInteraction } from 'discord.js'
import type { Report } from '../domain/report.ts'
import { blockLength, blockLengths } from '../domain/server.ts'
import { readText } from '../domain/text.ts'
import { UserError } from '../domain/userError.ts'
import { findGeneration, ofManagers } from '../interactions/access.ts'
import { readAdmin } from '../interactions/admin.ts'
import { pageArgument, readPage } from '../interactions/customId.ts'
import type { Button, FreeServices, Modal, RecordAccess, Update, Use } from '../interactions/handler.ts'
import { renderBlocked } from '../views/adminLists.ts'
import {
  lengthField,
  listArgument,
  readList,
  reasonField,
  renderBlockForm,
  renderReport,
  renderReportForm,
  renderReports,
  renderReportTaken,
} from '../views/reports.ts'
import { selectTexts } from '../views/text/texts.ts'

const ofEverybody: RecordAccess = { find: findGeneration, allowed: 'anyone', places: ['channel', 'private'] }

/** The form may be about a copy, by the id of its message. */
const ofWhoeverSees: RecordAccess = {
  ...ofEverybody,
  find: async (subjectId, services) =>
    (await services.reports.findCopy(subjectId)) ?? findGeneration(subjectId, services),
}

/** Report: asks why. */
export const report: Button = {
  kind: 'button',
  name: 'report',
  access: ofEverybody,
  execute: async ({ recordId, interaction }) => ({
    kind: 'modal',
    modal: renderReportForm(selectTexts(interaction.locale), recordId),
  }),
}

/** Keeps the report. Whoever made the video is told nothing of it. */
export const sendReport: Modal = {
  kind: 'modal',
  name: 'sendReport',
  access: ofWhoeverSees,
  async execute({ recordId, interaction }, { reports }) {
    const texts = selectTexts(interaction.locale)
    const reason = readText(interaction.fields.getTextInputValue(reasonField)) ?? '…'
    const isNew = await reports.report(readAdmin(interaction), recordId, reason)
    return { kind: 'reply', view: renderReportTaken(texts, isNew), ephemeral: true }
  },
}

/** A report stands where the server posts them, or in the list of those who manage the server. */
const ofModerators: RecordAccess = {
  async find(reportId, { reports }) {
    const found = await reports.find(reportId)
    if (found === undefined) throw new UserError({ code: 'panelGone' })
    return { userId: found.ownerId, guildId: found.guildId, ...found.posted }
  },
  allowed: 'moderators',
  places: ['message', 'private'],
}

async function readReport(reportId: string, { reports }: FreeServices) {
  const found = await reports.find(reportId)
  if (found === undefined) throw new UserError({ code: 'panelGone' })
  return found
}

/** What a press leaves: the page of the list in which it was made, or the report by itself where the server posts them. */
async function show(
  report: Report,
  { argument, interaction, actor }: Use<ButtonInteraction>,
  { reports }: FreeServices,
): Promise<Update> {
  const texts = selectTexts(interaction.locale)
  // The list is nobody's business in a channel, whatever a client sends.
  if (argument === undefined || !actor.isAlone) return { kind: 'update', view: renderReport(texts, report) }
  const { panelId, page } = readList(argument)
  return { kind: 'update', view: renderReports(texts, panelId, await reports.listOf(report.guildId, page)) }
}

/** Remove video: its message and the kept file. One that its owner deleted meanwhile is gone as well. */
export const reportRemove: Button = {
  kind: 'button',
  name: 'reportRemove',
  access: ofModerators,
  argument: listArgument,
  async execute(use, services) {
    const { recordId, interaction, actor } = use
    const { userId } = actor
    const { reports, rounds, servers } = services
    const { generationId, messageId, guildId, ownerId, state } = await readReport(recordId, services)
    if (state === 'open') {
      const video = await services.generations.find(generationId)
      // A video of another server goes from this one alone.
      if (video === undefined || video.origin.guildId === guildId) {
        await rounds.remove(generationId, userId).catch((error: unknown) => {
          if (!(error instanceof UserError && error.reason.code === 'notFound')) throw error
        })
      }
      await reports.removeCopy(messageId)
      await servers.note(readAdmin(interaction), { kind: 'videoRemoved', userId: ownerId })
    }
    return show(await reports.handle(recordId, userId, 'removed'), use, services)
  },
}

/** Dismiss: the video stays. */
export const reportDismiss: Button = {
  kind: 'button',
  name: 'reportDismiss',
  access: ofModerators,
  argument: listArgument,
  async execute(use, services) {
    const { recordId, interaction, actor } = use
    const { userId } = actor
    const { reports, servers } = services
    const { ownerId, state } = await readReport(recordId, services)
    if (state === 'open') await servers.note(readAdmin(interaction), { kind: 'reportDismissed', userId: ownerId })
    return show(await reports.handle(recordId, userId, 'dismissed'), use, services)
  },
}

/** Block person: asks for the reason that they read. */
export const reportBlock: Button = {
  kind: 'button',
  name: 'reportBlock',
  access: ofModerators,
  execute: async ({ recordId, interaction }) => ({
    kind: 'modal',
    modal: renderBlockForm(selectTexts(interaction.locale), recordId),
  }),
}

/** The report stays open: the video is another question. */
export const blockReported: Modal = {
  kind: 'modal',
  name: 'blockReported',
  access: ofModerators,
  async execute({ recordId, interaction }, services) {
    const { ownerId } = await readReport(recordId, services)
    const reason = readText(interaction.fields.getTextInputValue(reasonField)) ?? '…'
    const { fields } = interaction
    // A form that was opened before an update has no such field.
    const chosen = fields.fields.has(lengthField) ? fields.getStringSelectValues(lengthField)[0] : undefined
    const length = blockLengths[blockLength.safeParse(chosen).data ?? 'forever']
    const blocked = await services.servers.block(readAdmin(interaction), { userId: ownerId, reason, length })
    return { kind: 'reply', view: renderBlocked(selectTexts(interaction.locale), blocked), ephemeral: true }
  },
}

/** Another page of what was reported. */
export const reportsPage: Button = {
  kind: 'button',
  name: 'reportsPage',
  access: ofManagers,
  argument: pageArgument,
  async execute({ recordId, argument, interaction }, { reports }) {
    const page = await reports.listOf(readAdmin(interaction).guildId, readPage(argument))
    return { kind: 'update', view: renderReports(selectTexts(interaction.locale), recordId, page) }
  },
}
