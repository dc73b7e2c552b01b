import type { BotState } from '../../protocol.ts'
import type { State } from './state.ts'

/** How the bot is as far as the page knows: without its server nothing runs. */
export const botState = ({ scene, isConnected }: State): BotState =>
  isConnected ? (scene?.bot.state ?? 'starting') : 'stopped'

export const isBotOnline = (state: State): boolean => botState(state) === 'serving'
