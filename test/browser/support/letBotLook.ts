import type { WebDemo } from '../../../sandbox/web/server/startWebDemo.ts'
import { passTime } from './passTime.ts'

/** The bot looks at a render that is not overdue at least this often. */
const looks = 30
/** So much time it leaves between two changes of a message. */
const changes = 3

/** Lets so much time pass that the bot has looked at all its videos, and shown what it saw. */
export async function letBotLook(stage: WebDemo['stage']): Promise<void> {
  await passTime(stage, looks)
  await passTime(stage, changes)
}
