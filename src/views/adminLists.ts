import { type APIComponentInContainer, ButtonStyle, Colors, ComponentType } from 'discord.js'
import type { MessageView } from '../domain/contracts/delivery.ts'
import type { Page, SpendingPage } from '../domain/contracts/servers.ts'
import type { Spender } from '../domain/contracts/sums.ts'
import type { QuoteAbove } from '../domain/preferences.ts'
import type { AuditEntry, Block, Change, ChosenChannel } from '../domain/server.ts'
import { createButton, createContainer, createPageRow, createText, createView, renderSentence } from './components.ts'
import { formatRelativeTime, formatRenewal } from './format.ts'
import { takeSnippet } from './promptText.ts'
import type { Texts } from './text/en.ts'
import { selectTexts } from './text/texts.ts'
import { describeMoney } from './usage.ts'

const mentionPerson = (id: string) => `<@${id}>`

function describeEnd({ adminBlocks }: Texts, { until }: Pick<Block, 'until'>): string {
  return until === undefined ? adminBlocks.forever : adminBlocks.until(formatRelativeTime(until))
}

/** That somebody may make no videos from now on. */
export function renderBlocked(texts: Texts, block: Pick<Block, 'userId' | 'until'>): MessageView {
  const person = mentionPerson(block.userId)
  return renderSentence(texts.adminBlocks.blocked({ person, end: describeEnd(texts, block) }))
}

export function renderUnblocked({ adminBlocks }: Texts, userId: string, wasBlocked: boolean): MessageView {
  return renderSentence(adminBlocks[wasBlocked ? 'unblocked' : 'wasNotBlocked'](mentionPerson(userId)))
}

/** Who may make no videos in the server, each with a button that lifts it. */
export function renderBlocks(texts: Texts, panelId: string, blocks: Page<Block>): MessageView {
  const { adminBlocks: words, adminButtons } = texts
  const entries = blocks.items.map((each): APIComponentInContainer => {
    const line = words.line({
      person: mentionPerson(each.userId),
      end: describeEnd(texts, each),
      by: mentionPerson(each.by),
    })
    return {
      type: ComponentType.Section,
      components: [createText(`${line}\n-# ${takeSnippet(each.reason)}`)],
      accessory: createButton('unblockPerson', panelId, adminButtons.unblock, ButtonStyle.Secondary, each.userId),
    }
  })
  return createView([
    createContainer(Colors.Blurple, [
      createText(entries.length === 0 ? `${words.title}\n${words.nobody}` : words.title),
      ...entries,
      ...createPageRow(texts, 'blocksPage', panelId, blocks),
    ]),
  ])
}

/** Who changed what, the newest first. */
export function renderLog(texts: Texts, panelId: string, log: Page<AuditEntry>): MessageView {
  const { audit } = texts
  const lines = log.items.map(({ at, by, change }) =>
    audit.line({ when: formatRelativeTime(at), by: mentionPerson(by), what: describeChange(texts, change) }),
  )
  const text = [audit.title, ...(lines.length === 0 ? [audit.nothing] : lines.map((line) => `- ${line}`))].join('\n')
  return createView([
    createContainer(Colors.Blurple, [createText(text), ...createPageRow(texts, 'logPage', panelId, log)]),
  ])
}

/** One change, as it is posted in the channel that the server chose for that. */
export function renderChange({ by, change }: AuditEntry, locale: string | undefined): MessageView {
  const texts = selectTexts(locale)
  return renderSentence(texts.audit.posted({ by: mentionPerson(by), what: describeChange(texts, change) }))
}

/** The first word in a channel that was chosen for changes, or for reports. */
export function renderGreeting(of: ChosenChannel, locale: string | undefined): MessageView {
  return renderSentence(selectTexts(locale).adminGreetings[of])
}

function describeChange(texts: Texts, change: Change): string {
  const { audit, auditNames } = texts
  switch (change.kind) {
    case 'blocked':
      return audit.blocked({
        person: mentionPerson(change.userId),
        end: describeEnd(texts, change),
        reason: takeSnippet(change.reason),
      })
    case 'unblocked':
    case 'videoRemoved':
    case 'reportDismissed':
      return audit[change.kind](mentionPerson(change.userId))
    case 'presetAdded':
    case 'presetChanged':
    case 'presetRemoved':
      return audit[change.kind](takeSnippet(change.name))
    case 'defaults':
      return audit.defaults
    case 'roleDay': {
      const what = auditNames.roleDay(`<@&${change.roleId}>`)
      return audit.changed({ what, ...describeValues(texts, change) })
    }
    default:
      return audit.changed({ what: auditNames[change.kind], ...describeValues(texts, change) })
  }
}

/** So many of a list are named; how many more there are stands behind them. */
const mostNamed = 5
const shorten = (names: readonly string[]) =>
  names.length <= mostNamed ? names : [...names.slice(0, mostNamed - 1), `+${names.length - mostNamed + 1}`]

type ValueChange = Extract<Change, { after?: unknown }>

function describeValues(texts: Texts, change: ValueChange): { before: string; after: string } {
  const { adminSettings, adminLimits, qualityNames, writing } = texts
  const list = (name: (value: string) => string, values: readonly string[], none: string) =>
    values.length === 0 ? none : writing.list(shorten(values.map(name)), 'conjunction')
  const amount = (value: number | undefined) => (value === undefined ? adminLimits.none : writing.money(value))
  const quote = (value: QuoteAbove | undefined) => {
    if (value === undefined) return adminSettings.asUsual
    if (value === 'never') return adminSettings.never
    return value === 0 ? adminSettings.always : writing.money(value)
  }
  const channel = (id: string | undefined) => (id === undefined ? adminSettings.onlyHere : `<#${id}>`)
  const both = <T>({ before, after }: { before: T; after: T }, say: (value: T) => string) => ({
    before: say(before),
    after: say(after),
  })
  switch (change.kind) {
    case 'channels':
      return both(change, (ids) => list((id) => `<#${id}>`, ids, adminSettings.everywhere))
    case 'roles':
      return both(change, (ids) => list((id) => `<@&${id}>`, ids, adminSettings.everybody))
    case 'qualities': {
      const names: Readonly<Record<string, string>> = qualityNames
      return both(change, (values) => list((value) => names[value] ?? value, values, adminSettings.everyQuality))
    }
    case 'month':
    case 'memberDay':
    case 'roleDay':
      return { before: amount(change.before), after: amount(change.after) }
    case 'quoteAbove':
      return { before: quote(change.before), after: quote(change.after) }
    case 'reportChannel':
    case 'logChannel':
      return { before: channel(change.before), after: channel(change.after) }
  }
}

/** Who spent what this month, the most first. @param panelId what its buttons carry */
export function renderSpending(texts: Texts, panelId: string, spending: SpendingPage): MessageView {
  const { admin } = texts
  const { items: spenders, page, hasMore, renewsAt, spent, budget } = spending
  const lines = [
    admin.usageTitle,
    describeMoney(texts, { used: spent, budget }),
    ...(spenders.length === 0 ? [page === 0 ? admin.nobodySpent : admin.nobodyElseSpent] : []),
    ...spenders.map((spender) => `- ${describeSpender(texts, spender)}`),
    `-# ${admin.usageFooter(formatRenewal(texts, renewsAt))}`,
  ]
  return createView([
    createContainer(Colors.Blurple, [
      createText(lines.join('\n')),
      ...createPageRow(texts, 'spendingPage', panelId, { page, hasMore }),
    ]),
  ])
}

function describeSpender({ admin, writing }: Texts, { userId, spent, counted, reserved }: Spender): string {
  const line = admin.spender({ person: `<@${userId}>`, amount: writing.money(spent), videos: admin.videos(counted) })
  return reserved === 0 ? line : `${line} · ${admin.reserved(writing.money(reserved))}`
}
