import type { WebDemo } from '../../../sandbox/web/server/webDemo.ts'
import { letBotLook } from './letBotLook.ts'
import { passTime } from './passTime.ts'

/** Ends a render more than a minute after its command, so that its owner is notified, and lets the bot notice. */
export async function finishRender(testbed: WebDemo['testbed'], { id }: { readonly id: string }): Promise<void> {
  await passTime(testbed, 60)
  await testbed.kling.finish(id)
  await letBotLook(testbed)
}
