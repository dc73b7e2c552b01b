import type { UserErrorReason } from '../domain/userError.ts'
import { formatRenewal } from './format.ts'
import { takeSnippet } from './promptText.ts'
import type { Texts } from './text/en.ts'

/** What has to do with the rules of a server: those that stand in somebody's way, and those that were not taken. */
const serverReasons = [
  'channelNotAllowed',
  'roleNotAllowed',
  'qualityNotAllowed',
  'blocked',
  'notManager',
  'panelGone',
  'cannotPostThere',
  'amountUnclear',
  'aboveOperator',
  'isEveryone',
  'notReportable',
  'notModerator',
] as const

type ServerReason = Extract<UserErrorReason, { code: (typeof serverReasons)[number] }>

export function isServerReason(reason: UserErrorReason): reason is ServerReason {
  return serverReasons.some((code) => code === reason.code)
}

const mostNamed = 5

export function describeServerReason(texts: Texts, reason: ServerReason): string {
  const { adminErrors, qualityNames, writing } = texts
  const name = (names: readonly string[]) => writing.list(names.slice(0, mostNamed), 'disjunction')
  switch (reason.code) {
    case 'notReportable':
    case 'notModerator':
      return texts.reports[reason.code]
    case 'notManager':
    case 'panelGone':
    case 'amountUnclear':
    case 'isEveryone':
      return adminErrors[reason.code]
    case 'channelNotAllowed':
      return adminErrors.channelNotAllowed(name(reason.channels.map((id) => `<#${id}>`)))
    case 'roleNotAllowed':
      return adminErrors.roleNotAllowed(name(reason.roles.map((id) => `<@&${id}>`)))
    case 'qualityNotAllowed': {
      const others = name(reason.qualities.map((each) => qualityNames[each]))
      return adminErrors.qualityNotAllowed({ quality: qualityNames[reason.quality], others })
    }
    case 'blocked': {
      const said = takeSnippet(reason.reason)
      if (reason.until === undefined) return adminErrors.blockedForever(said)
      return adminErrors.blockedUntil({ when: formatRenewal(texts, reason.until), reason: said })
    }
    case 'cannotPostThere':
      return adminErrors.cannotPostThere(`<#${reason.channelId}>`)
    case 'aboveOperator':
      return adminErrors.aboveOperator(writing.money(reason.most))
  }
}
