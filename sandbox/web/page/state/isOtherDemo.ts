import type { Change } from '../../protocol.ts'
import type { State } from './state.ts'

/** Whether this tells of a demo that was started since: the bot is another one there. */
export const isOtherDemo = ({ scene }: Pick<State, 'scene'>, change: Change): boolean =>
  change.kind === 'scene' && scene !== undefined && change.scene.bot.id !== scene.bot.id
