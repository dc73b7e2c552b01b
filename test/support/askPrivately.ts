import type { SandboxMessage } from '../../sandbox/discord/messages/messageRecord.ts'
import type { Member } from '../../sandbox/discord/people/member.ts'
import type { OptionValues } from '../../sandbox/discord/people/values.ts'
import type { House } from './startHouse.ts'

/** Types a command that is answered at once and privately, and returns the answer. */
export async function askPrivately(
  { time }: Pick<House, 'time'>,
  member: Member,

  command: `kling ${string}` | `kling-admin ${string}`,
  values: OptionValues = {},
): Promise<SandboxMessage> {
  const sent = await member.run(command, values)
  await time.until(() => sent.acknowledgedAfter !== undefined, 3_000)
  await time.settle()
  if (sent.message?.ephemeralFor !== member.userId) throw new Error('The answer is not private')
  return sent.message
}

export const openQueue = (house: Pick<House, 'time'>, member: Member) => askPrivately(house, member, 'kling queue')
