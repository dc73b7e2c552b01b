import type { WebDemo } from '../../../sandbox/web/server/webDemo.ts'

/** Puts the time of bot, Discord and providers forward, as soon as nobody waits for an answer. */
export async function passTime(testbed: WebDemo['testbed'], seconds: number): Promise<void> {
  await testbed.perform({ kind: 'later', minutes: seconds / 60 })
}
