import { createWorld, type WorldOptions } from './createWorld.ts'

/** A world with one process running in it. */
export async function startWorld(options: WorldOptions = {}) {
  const world = createWorld(options)
  const bot = world.boot()
  await bot.start()
  return { world, bot }
}
