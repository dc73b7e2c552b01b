import { admin } from './de/admin.ts'
import { answers } from './de/answers.ts'
import { commands } from './de/commands.ts'
import { draft, waysOut } from './de/draft.ts'
import { history } from './de/history.ts'
import { changes, mentions } from './de/mentions.ts'
import { preferences } from './de/preferences.ts'
import { presets } from './de/presets.ts'
import { privacy } from './de/privacy.ts'
import { privateEnd } from './de/privateEnd.ts'
import { reports } from './de/reports.ts'
import { rounds } from './de/rounds.ts'
import { status } from './de/status.ts'
import { shotErrors, storyboard } from './de/storyboard.ts'
import { threads } from './de/threads.ts'
import { userErrors } from './de/userErrors.ts'
import { variants } from './de/variants.ts'
import type { Texts } from './en.ts'
import { createWriting } from './intl.ts'

export const de: Texts = {
  writing: createWriting('de'),
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
