import type { Clock } from '../../src/domain/clock.ts'
import { formatLength, formatSize } from './conversation/describeTime.ts'
import { readVideoLength } from './conversation/readVideoLength.ts'
import type { Teller, TellerDependencies } from './conversation/teller.ts'
import { createFastClock } from './createFastClock.ts'
import { fillCommand } from './fillCommand.ts'
import { type Ending, playCommand } from './playCommand.ts'
import type { Wish } from './readWish.ts'
import { saveVideo } from './saveVideo.ts'
import { startStage, type Testbed } from './startStage.ts'
import { type Line, line, span } from './terminal/span.ts'
import { wrapSpans } from './terminal/wrapSpans.ts'

export interface DemoDependencies {
  readonly wish: Wish
  /** Tells with the names of the testbed's people, in the time of the testbed. */
  readonly createTeller: (dependencies: TellerDependencies) => Teller
  /** The true time. */
  readonly clock: Clock
  /** For the bot's database and media. */
  readonly directory: string
  /** The compiled second process of the bot. */
  readonly mediaWorker: string
  readonly logTo?: { write(text: string): unknown } | undefined
}

/** How many times as fast as usual time passes: fast enough to watch, slow enough that no deadline of the bot strikes. */
const haste = 3
/** Of the testbed's time. A real provider takes one to ten minutes. */
const queueMilliseconds = 2_000
const renderMilliseconds = 20_000
const patience = 180_000

const introduction =
  'The bot is the real one. Discord and the Kling services are played by sandboxes on this machine: nothing is set up, ' +
  'nothing leaves it, and nothing is paid, though prices are shown. Rendering is shortened from minutes to seconds, the ' +
  `clock runs ${haste} times as fast, and the video is a stand-in: it shows your prompt and your picture.`

/** Plays the demo from the first word to the last. Resolves with the exit code: 0 with a video, 1 without. */
export async function runDemo(dependencies: DemoDependencies): Promise<0 | 1> {
  const { wish, directory, mediaWorker, logTo } = dependencies
  const values = await fillCommand(wish)
  const names = { of: (userId: string) => userId }
  const clock = createFastClock(dependencies.clock, haste)
  const teller = dependencies.createTeller({ nameOf: (userId) => names.of(userId), now: clock.now })
  const say = (text: string) => teller.tell(wrapSpans([span(text)], teller.width))
  teller.tell([line('Kling videos in Discord: the whole way on this machine', 'bold'), []])
  say(introduction)
  const testbed = await startStage({
    directory,
    provider: wish.provider,
    clock,
    queueMilliseconds,
    renderMilliseconds,
    mediaWorker,
    logTo,
  })
  try {
    names.of = testbed.nameOf
    teller.tell([[], drawChannel(testbed.channelName, teller.width), []])
    const ending = await playCommand({ testbed, values, teller, clock, patience })
    const prompt = String(values.prompt)
    const saved = ending.kind === 'answered' ? await saveVideo(ending.message, wish.output, prompt) : undefined
    teller.tell([drawRule(teller.width), []])
    if (saved === undefined) {
      say(explain(ending, testbed))
      return 1
    }
    const length = formatLength(readVideoLength(saved.bytes) ?? 0)
    teller.tell([
      [span('Saved ', 'green'), span(saved.path, 'bold')],
      line(
        `      ${length}, ${saved.width}×${saved.height}, ${formatSize(saved.bytes.length)}: the file that plays in the message above`,
      ),
      [],
      line('Yours:  npm run demo -- --terminal --prompt "A red fox" --image fox.jpg'),
      line('Next:   the real bot in your server, in five steps: "Set-up" in README.md'),
    ])
    return 0
  } finally {
    await testbed.close()
  }
}

function explain(ending: Ending, { nameOf, member }: Testbed): string {
  switch (ending.kind) {
    case 'answered':
      return 'No video came of it, and the bot said why.'
    case 'notSent':
      return `Discord does not let ${nameOf(member.userId)} send this. ${ending.reason}.`
    case 'noAnswer':
      return 'The bot did not answer in time. That should not happen: --log shows what it did.'
  }
}

const drawRule = (width: number): Line => line('─'.repeat(width), 'faint')

function drawChannel(name: string, width: number): Line {
  const title = ` #${name} `
  return [span('──', 'faint'), span(title, 'bold'), span('─'.repeat(width - title.length - 2), 'faint')]
}
