import type { DiscordSandbox } from '../../discord/startDiscordSandbox.ts'
import type { RecordedRequest } from '../../kling/faults.ts'
import type { KlingSandbox } from '../../kling/startKlingSandbox.ts'
import type { Switch } from '../protocol.ts'
import type { BotProcess } from './botProcess.ts'
import type { RenderTime } from './time.ts'

/** What can go wrong at the push of a switch, in words for somebody who has never seen the bot. */
export function listFaults(parts: {
  readonly discord: Pick<DiscordSandbox, 'faults'>
  readonly kling: Pick<KlingSandbox, 'faults' | 'goOffline'>
  readonly renderTime: RenderTime
  readonly bot: Pick<BotProcess, 'useUpAllowance'>
}): Fault[] {
  const { discord, kling, renderTime, bot } = parts
  return [
    {
      id: 'providerDown',
      label: 'Provider down',
      description:
        "No video service can be reached. Ask for a video: the bot keeps it, retries, and says it's paused after about a " +
        'minute. Switch this off and the video is made.',
      begin: () => kling.goOffline(),
    },
    {
      id: 'contentRefused',
      label: 'Content refused',
      description: 'Kling refuses whatever is asked for. Nothing is charged.',
      begin: () => kling.faults.add({ endpoint: 'submit', times: 'untilCleared', effect: { kind: 'contentRefused' } }),
    },
    {
      id: 'sensitive',
      label: 'Marked as sensitive',
      description:
        'The service makes the video, but marks it as sensitive. Only Runware does so: the others are out of credit meanwhile, and the ' +
        'bot goes on at Runware.',
      begin() {
        const undos = [
          ...(['kling', 'runcomfy'] as const).map((provider) =>
            kling.faults.add({ provider, endpoint: 'submit', times: 'untilCleared', effect: { kind: 'outOfCredit' } }),
          ),
          kling.faults.add({
            provider: 'runware',
            endpoint: 'submit',
            times: 'untilCleared',
            effect: { kind: 'result', traits: { notSafeForWork: true } },
          }),
        ]
        return () => {
          for (const undo of undos) undo()
        }
      },
    },
    {
      id: 'usedUp',
      label: 'Allowance used up',
      description: 'Everybody has had their videos of the day. Ask for one, and look at /kling usage.',
      async begin() {
        await bot.useUpAllowance(true)
        return () => bot.useUpAllowance(false)
      },
    },
    {
      id: 'slow',
      label: 'Slow',
      description:
        'A video takes 20 minutes. No need to wait: "Fifteen minutes later" jumps ahead. By then Discord\'s edit token has ' +
        'expired, so the bot uses another route.',
      begin: () => renderTime.slowDown(),
    },
    {
      id: 'answerLost',
      label: 'Answer lost',
      description:
        "Kling accepts the video, but its answer gets lost, so the bot can't know whether it was ordered. It never orders " +
        'twice: it finds out, or says so.',
      begin() {
        const isFirst = createFirstTime()
        return kling.faults.add({
          endpoint: 'submit',
          when: isFirst,
          times: 'untilCleared',
          effect: { kind: 'answerLost' },
        })
      },
    },
    {
      id: 'editsFail',
      label: 'Edits fail',
      description: 'Discord answers every edit with an error. Once it works again, the message catches up.',
      begin: () =>
        discord.faults.script({
          route: /^PATCH .*\/messages\/:message$/,
          times: Number.POSITIVE_INFINITY,
          effect: { kind: 'answer', status: 503, body: { code: 0, message: '503: Service Unavailable' } },
        }),
    },
  ]
}

/** A task that Kling or Runware is told a second time is the same order, and its answer arrives. */
function createFirstTime(): (request: RecordedRequest) => boolean {
  const seen = new Set<unknown>()
  return ({ body }) => {
    const [given] = Array.isArray(body) ? body : [body]
    const task: unknown = given?.taskUUID ?? given?.options?.external_task_id
    if (task === undefined) return true
    const isFirst = !seen.has(task)
    seen.add(task)
    return isFirst
  }
}

/** Fault that can be made and undone. */
export interface Fault {
  readonly id: string
  readonly label: string
  readonly description: string
  /** Makes it; the returned function undoes it. */
  begin(): Undo | Promise<Undo>
}

export type Undo = () => void | Promise<void>

export interface Switches {
  list(): readonly Switch[]
  has(id: string): boolean
  /** Resolves when it is so; turning to where it stands does nothing. */
  turn(id: string, isOn: boolean): Promise<void>
}

export function createSwitches(faults: readonly Fault[], onChange: () => void): Switches {
  const undos = new Map<string, Undo>()
  // One after another: whoever turns quickly gets what they turned last.
  let turning: Promise<void> = Promise.resolve()

  async function turnNow(fault: Fault, isOn: boolean): Promise<void> {
    const undo = undos.get(fault.id)
    if ((undo !== undefined) === isOn) return
    if (undo === undefined) undos.set(fault.id, await fault.begin())
    else {
      undos.delete(fault.id)
      await undo()
    }
    onChange()
  }

  return {
    list: () => faults.map(({ id, label, description }) => ({ id, label, description, isOn: undos.has(id) })),
    has: (id) => faults.some((each) => each.id === id),
    turn(id, isOn) {
      const fault = faults.find((each) => each.id === id)
      if (fault === undefined) throw new Error(`There is no switch ${id}`)
      const turned = turning.then(() => turnNow(fault, isOn))
      turning = turned.catch(() => undefined)
      return turned
    },
  }
}
