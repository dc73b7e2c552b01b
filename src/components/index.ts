import type { Component } from '../interactions/handler.ts'
import { changeLimit, setLimit } from './adminLimits.ts'
import { blocksPage, logPage, spendingPage, unblockPerson } from './adminLists.ts'
import { serverSetting } from './adminSettings.ts'
import { changeDraft, dismissDraft, editDraft, generate } from './draft.ts'
import { history, historyFilter, historyFilters, historyOpen } from './history.ts'
import { details, more, remix, remove, removeNow, variation, vary } from './more.ts'
import { addPreset, changePreset, choosePresetOption, editPreset, removePreset } from './presets.ts'
import { privacyConfirm, privacyDelete, privacyExport, privacyKeep } from './privacy.ts'
import { blockReported, report, reportBlock, reportDismiss, reportRemove, reportsPage, sendReport } from './reports.ts'
import { again, change, changed, upgrade } from './rounds.ts'
import { chooseDefault, chooseSetting, resetDefaults, resetSettings, switchDefault, switchSetting } from './settings.ts'
import { cancel, changePrompt, changeRefused, check, deliver, hide, newPrompt, retry } from './statusButtons.ts'
import {
  addedShot,
  addShot,
  changedSettings,
  editedShot,
  editShot,
  moveShot,
  pickShot,
  removeShot,
  storyboardSettings,
} from './storyboard.ts'
import { postThere, startThread } from './threads.ts'
import { variant } from './variants.ts'

/** Every button, select and modal there is. */
export const components: readonly Component[] = [
  variant,
  cancel,
  hide,
  check,
  retry,
  changePrompt,
  changeRefused,
  newPrompt,
  deliver,
  generate,
  editDraft,
  changeDraft,
  dismissDraft,
  addShot,
  addedShot,
  pickShot,
  editShot,
  editedShot,
  moveShot,
  removeShot,
  storyboardSettings,
  changedSettings,
  chooseSetting,
  switchSetting,
  resetSettings,
  chooseDefault,
  switchDefault,
  resetDefaults,
  history,
  historyOpen,
  historyFilter,
  historyFilters,
  addPreset,
  changePreset,
  editPreset,
  choosePresetOption,
  removePreset,
  privacyExport,
  privacyDelete,
  privacyKeep,
  privacyConfirm,
  spendingPage,
  again,
  change,
  changed,
  upgrade,
  more,
  details,
  vary,
  variation,
  remix,
  remove,
  removeNow,
  startThread,
  postThere,
  blocksPage,
  logPage,
  unblockPerson,
  changeLimit,
  setLimit,
  serverSetting,
  report,
  sendReport,
  reportRemove,
  reportDismiss,
  reportBlock,
  blockReported,
  reportsPage,
]
