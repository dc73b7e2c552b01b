import type { WebDemo } from '../../../sandbox/web/server/startWebDemo.ts'

/** Puts the time of bot, Discord and providers forward, as soon as nobody waits for an answer. */
export async function passTime(stage: WebDemo['stage'], seconds: number): Promise<void> {
  await stage.perform({ kind: 'later', minutes: seconds / 60 })
}
