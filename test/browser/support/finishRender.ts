import type { WebDemo } from '../../../sandbox/web/server/webDemo.ts'
import { letBotLook } from './letBotLook.ts'

/** Ends a render, and lets the bot notice. */
export async function finishRender(testbed: WebDemo['testbed'], { id }: { readonly id: string }): Promise<void> {
  await testbed.kling.finish(id)
  await letBotLook(testbed)
}
