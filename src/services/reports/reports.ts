import type { Clock } from '../../domain/clock.ts'
import type { ChannelPosts, MessageView } from '../../domain/contracts/delivery.ts'
import type { ShownCopies } from '../../domain/contracts/history.ts'
import type { Reports } from '../../domain/contracts/reports.ts'
import type { Servers } from '../../domain/contracts/servers.ts'
import type { CollectionDefinition, GenerationCollection, Store } from '../../domain/contracts/store.ts'
import { allOf, type Generation, type Identifiers } from '../../domain/generation.ts'
import { type Report, report as schema } from '../../domain/report.ts'
import { readServerPage, toOrder } from '../../domain/serverOrder.ts'
import { refuseStoreFailure, UserError } from '../../domain/userError.ts'
import { createKeyQueue } from '../../lib/concurrency.ts'
import type { Log } from '../../log.ts'

export const reportRecords: CollectionDefinition<Report> = {
  name: 'reports',
  schema,
  indexed: ['order', 'at', 'ownerId', 'reporterId', 'handledBy'],
  ofServer: {
    people: ['ownerId', 'reporterId', 'handledBy'],
    keyOf: ({ id }) => id,
    /** What somebody reported is theirs to take back, once those who look after the server have seen to it. */
    leave: (report, userId) => (report.reporterId === userId && report.state !== 'open' ? undefined : report),
  },
}

interface ReportsDependencies {
  readonly store: Pick<Store, 'collection'> & {
    readonly generations: Pick<GenerationCollection, 'get' | 'findByInteraction'>
  }
  readonly copies: Pick<ShownCopies, 'find' | 'takeAwayOne'>
  readonly servers: Pick<Servers, 'settingsOf'>
  readonly posts: Pick<ChannelPosts, 'post'>
  /** As those who look after the server see it, in the language that Discord names so. */
  readonly render: (report: Report, locale: string | undefined) => MessageView
  readonly identifiers: Pick<Identifiers, 'generation'>
  readonly clock: Pick<Clock, 'now'>
  readonly log: Log
}

/** Each has buttons of its own, and a message has room for so many. */
const reportsOnPage = 5

/** One for each person and video. */
const idOf = (generationId: string, reporterId: string) => `${generationId}-${reporterId}`

type Reportable = Generation & { readonly origin: { readonly guildId: string; readonly messageId: string } }

/** What stands finished in a server for everybody. */
function isReportable(generation: Generation | undefined): generation is Reportable {
  if (generation === undefined || generation.state !== 'succeeded') return false
  const { guildId, messageId, ephemeral } = generation.origin
  return guildId !== undefined && messageId !== undefined && !ephemeral && generation.abandonedAt === undefined
}

/** Reports are kept whether they can be posted or not: `/kling-admin reports` has them in any case. */
export async function createReports(dependencies: ReportsDependencies): Promise<Reports> {
  const { store, copies, servers, posts, render, identifiers, clock, log } = dependencies
  const reports = await store.collection(reportRecords)
  const turns = createKeyQueue()

  async function save(present: Report, change: Partial<Report>): Promise<Report> {
    return reports.update(present.id, { ...present, ...change })
  }

  async function post(kept: Report, locale: string | undefined): Promise<void> {
    const { reportChannel } = await servers.settingsOf(kept.guildId)
    if (reportChannel === undefined) return
    const { messageId } = await posts.post(reportChannel, render(kept, locale), identifiers.generation())
    await turns.run(kept.id, async () => {
      const present = await reports.get(kept.id)
      if (present !== undefined) await save(present, { posted: { channelId: reportChannel, messageId } })
    })
  }

  /** What somebody points at, as it stands there: a copy by its message, else the video itself. */
  async function findSubject(subjectId: string) {
    const copy = await copies.find(subjectId)
    const generation = await store.generations.get(copy?.generationId ?? subjectId)
    if (copy !== undefined) {
      const isThere = generation?.state === 'succeeded' && generation.deletedAt === undefined
      const { generationId, guildId, channelId, id: messageId, userId: ownerId } = copy
      return isThere ? { generationId, guildId, channelId, messageId, ownerId } : undefined
    }
    if (!isReportable(generation)) return undefined
    const { guildId, channelId, messageId, userId: ownerId } = generation.origin
    return { generationId: generation.id, guildId, channelId, messageId, ownerId }
  }

  return {
    findCopy: (messageId) => refuseStoreFailure(() => copies.find(messageId)),
    removeCopy: (messageId) => refuseStoreFailure(() => copies.takeAwayOne(messageId)),
    findReported: ({ id, interactionId, recordIds }) =>
      refuseStoreFailure(async () => {
        if ((await copies.find(id)) !== undefined) return id
        const found = interactionId && (await store.generations.findByInteraction(interactionId))
        const first = found ? await store.generations.get(found) : undefined
        // Of several the first may have failed. A post in a thread answers no interaction, and is found by its buttons: anybody's
        // message may have such, so only the record says where it stands.
        const candidates = [...(first === undefined ? [] : allOf(first)), ...recordIds]
        const all = await Promise.all(candidates.map((each) => store.generations.get(each)))
        const shown = all.filter(isReportable).find(({ origin }) => origin.messageId === id)
        if (shown === undefined) throw new UserError({ code: 'notReportable' })
        return shown.id
      }),

    report: ({ userId, guildId, guildLocale }, subjectId, reason) =>
      refuseStoreFailure(async () => {
        const subject = await findSubject(subjectId)
        if (subject?.guildId !== guildId) throw new UserError({ code: 'notReportable' })
        const { generationId } = subject
        const id = idOf(subjectId, userId)
        const at = clock.now()
        const kept = await turns.run(id, async () => {
          if ((await reports.get(id)) !== undefined) return undefined
          const order = toOrder(guildId, at, id)
          const record: Report = { id, version: 0, ...subject, reporterId: userId, reason, at, state: 'open', order }
          await reports.put(id, record)
          return record
        })
        if (kept === undefined) return false
        log.info({ generationId, guildId }, 'A video was reported')
        post(kept, guildLocale).catch((error: unknown) =>
          log.warn({ error, generationId, guildId }, 'A report could not be posted'),
        )
        return true
      }),

    find: (reportId) => refuseStoreFailure(() => reports.get(reportId)),

    handle: (reportId, by, outcome) =>
      refuseStoreFailure(() =>
        turns.run(reportId, async () => {
          const present = await reports.get(reportId)
          if (present === undefined) throw new UserError({ code: 'panelGone' })
          if (present.state !== 'open') return present
          return save(present, { state: outcome, handledBy: by, handledAt: clock.now() })
        }),
      ),

    listOf: (guildId, page) =>
      refuseStoreFailure(() => readServerPage(reports, { guildId, page, pageLength: reportsOnPage })),
  }
}
