import type { UserErrorReason } from '../domain/userError.ts'
import type { Texts } from './text/en.ts'

/** What is wrong with the shots of a storyboard. */
type ShotReason = Extract<
  UserErrorReason,
  { code: 'noShots' | 'tooManyShots' | 'shotOutOfRange' | 'shotsTooLong' | 'shotsDoNotFill' }
>

const codes: readonly string[] = ['noShots', 'tooManyShots', 'shotOutOfRange', 'shotsTooLong', 'shotsDoNotFill']

export const isShotReason = (reason: UserErrorReason): reason is ShotReason => codes.includes(reason.code)

export function describeShotReason({ shotErrors }: Texts, reason: ShotReason): string {
  switch (reason.code) {
    case 'noShots':
      return shotErrors.noShots
    case 'tooManyShots':
      return shotErrors.tooManyShots(reason)
    case 'shotOutOfRange':
      return shotErrors.shotOutOfRange(reason)
    case 'shotsTooLong':
      return shotErrors.shotsTooLong(reason)
    case 'shotsDoNotFill':
      return shotErrors.shotsDoNotFill(reason)
  }
}
