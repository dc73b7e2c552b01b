import type { WebDemo } from '../../../sandbox/web/server/webDemo.ts'
import { passTime } from './passTime.ts'

/** So much time the bot leaves between two changes of a message, where only a place in line changed. */
const spacing = 5

/** Lets so much time pass that the bot changes a message that it has just changed once more. */
export const letBotShow = (testbed: WebDemo['testbed']): Promise<void> => passTime(testbed, spacing)
