import { admin } from './en/admin.ts'
import { answers } from './en/answers.ts'
import { commands } from './en/commands.ts'
import { draft, waysOut } from './en/draft.ts'
import { history } from './en/history.ts'
import { changes, mentions } from './en/mentions.ts'
import { preferences } from './en/preferences.ts'
import { presets } from './en/presets.ts'
import { privacy } from './en/privacy.ts'
import { privateEnd } from './en/privateEnd.ts'
import { reports } from './en/reports.ts'
import { rounds } from './en/rounds.ts'
import { status } from './en/status.ts'
import { shotErrors, storyboard } from './en/storyboard.ts'
import { threads } from './en/threads.ts'
import { userErrors } from './en/userErrors.ts'
import { variants } from './en/variants.ts'
import { createWriting } from './intl.ts'

/** All that people read, in English. Every other language has the same keys, or does not compile. */
export const en = {
  writing: createWriting('en'),
  ...commands,
  ...status,
  ...answers,
  ...history,
  ...privacy,
  ...preferences,
  ...presets,
  ...admin,
  ...rounds,
  ...threads,
  ...variants,
  draft,
  waysOut,
  privateEnd,
  mentions,
  changes,
  reports,
  storyboard,
  shotErrors,
  userErrors,
}

export type Texts = typeof en
