import type { WebDemo } from '../../../sandbox/web/server/startWebDemo.ts'
import { letBotShow } from './letBotShow.ts'
import { passTime } from './passTime.ts'

/** The bot looks at a render that is not overdue at least this often, in seconds. */
const interval = 30

/** Lets so much time pass that the bot has looked at all its videos, and shows what it saw. */
export async function letBotLook(stage: WebDemo['stage']): Promise<void> {
  await passTime(stage, interval)
  await letBotShow(stage)
}
