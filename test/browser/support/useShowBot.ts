import { fileURLToPath } from 'node:url'
import { afterEach } from 'vitest'
import { type DemoOptions, type OpenedDemo, useDemo } from './useDemo.ts'

const botEntry = fileURLToPath(new URL('../fixtures/showBot.mjs', import.meta.url))

/**
 * A demo with a bot that shows everything a client can draw, and says what arrived of whatever a person did. The tests of a
 * file share it, since it keeps nothing in mind; each of them finds empty conversations.
 */
export function useShowBot(): { open(options?: Pick<DemoOptions, 'browser'>): Promise<OpenedDemo> } {
  const demo = useDemo({ isShared: true })
  let stage: OpenedDemo['stage'] | undefined

  afterEach(async () => {
    if (stage !== undefined) await emptyChannels(stage)
  })

  return {
    async open(options) {
      const opened = await demo.open({ ...options, botEntry })
      stage = opened.stage
      return opened
    },
  }
}

async function emptyChannels(stage: OpenedDemo['stage']): Promise<void> {
  const { messages, people } = stage.describe()
  const moderator = people.find(({ mayModerate }) => mayModerate)?.id ?? ''
  for (const { id, placeId, ephemeralFor } of messages) {
    await stage.perform({ kind: 'remove', personId: ephemeralFor ?? moderator, placeId, messageId: id })
  }
}
