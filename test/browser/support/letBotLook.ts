import type { WebDemo } from '../../../sandbox/web/server/webDemo.ts'
import { letBotShow } from './letBotShow.ts'
import { passTime } from './passTime.ts'

/** The bot looks at a render that is not overdue at least this often, in seconds. */
const interval = 30

/** Lets so much time pass that the bot has looked at all its videos, and shows what it saw. */
export async function letBotLook(testbed: WebDemo['testbed']): Promise<void> {
  await passTime(testbed, interval)
  await letBotShow(testbed)
}
