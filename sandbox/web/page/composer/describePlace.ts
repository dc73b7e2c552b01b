import type { Place } from '../../protocol.ts'
import type { State } from '../state/state.ts'

/** `#videos`, or `@Kling` in the conversation with the bot. */
export const describePlace = ({ kind, name }: Place, { scene }: State): string =>
  kind === 'direct' ? `@${scene?.bot.name ?? name}` : `#${name.replace(/^#/, '')}`
