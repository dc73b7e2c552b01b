import type { WebDemo } from '../../../sandbox/web/server/startWebDemo.ts'
import { letBotLook } from './letBotLook.ts'

/** Ends a render, and lets the bot notice. */
export async function finishRender(stage: WebDemo['stage'], { id }: { readonly id: string }): Promise<void> {
  await stage.kling.finish(id)
  await letBotLook(stage)
}
