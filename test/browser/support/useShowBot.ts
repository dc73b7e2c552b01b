import { fileURLToPath } from 'node:url'
import { type DemoOptions, type OpenedDemo, useDemo } from './useDemo.ts'

const botEntry = fileURLToPath(new URL('../fixtures/showBot.mjs', import.meta.url))

/** As `useDemo`, with a bot that shows everything a client can draw, and says what arrived of whatever a person did. */
export function useShowBot(): { open(options?: Omit<DemoOptions, 'botEntry'>): Promise<OpenedDemo> } {
  const demo = useDemo()
  return { open: (options) => demo.open({ ...options, botEntry }) }
}
