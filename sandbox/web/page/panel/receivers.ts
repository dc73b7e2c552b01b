import type { SeenRequest } from '../../protocol.ts'

/** Whom the bot asks, by their names. */
export const receivers: Readonly<Record<SeenRequest['to'], string>> = {
  discord: 'Discord',
  runcomfy: 'RunComfy',
  runware: 'Runware',
}
