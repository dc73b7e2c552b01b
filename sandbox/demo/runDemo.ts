import type { Clock } from '../../src/domain/clock.ts'
import { type Ending, fillCommand, playCommand } from './command.ts'
import { formatLength, formatSize, readVideoLength } from './conversation/formats.ts'
import type { Reporter, ReporterDependencies } from './conversation/reporter.ts'
import { saveVideo } from './files.ts'
import type { TerminalOptions } from './options.ts'
import { type Line, line, span, wrapSpans } from './terminal/text.ts'
import { createFastClock, startTestbed, type Testbed } from './testbed.ts'

export interface DemoDependencies {
  readonly options: TerminalOptions
  /** Tells with the names of the testbed's people, in the time of the testbed. */
  readonly createReporter: (dependencies: ReporterDependencies) => Reporter
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
  'The bot is real; Discord and Kling are sandboxes on this machine. Nothing leaves it and nothing is paid. Rendering ' +
  `takes seconds instead of minutes, the clock runs ${haste} times as fast, and the video is a stand-in with your prompt and ` +
  'your image.'

/** Plays the demo from the first word to the last. Resolves with the exit code: 0 with a video, 1 without. */
export async function runDemo(dependencies: DemoDependencies): Promise<0 | 1> {
  const { options, directory, mediaWorker, logTo } = dependencies
  const values = await fillCommand(options)
  const names = { of: (userId: string) => userId }
  const clock = createFastClock(dependencies.clock, haste)
  const reporter = dependencies.createReporter({ nameOf: (userId) => names.of(userId), now: clock.now })
  const say = (text: string) => reporter.tell(wrapSpans([span(text)], reporter.width))
  reporter.tell([line('Kling videos in Discord, all on this machine', 'bold'), []])
  say(introduction)
  const testbed = await startTestbed({
    directory,
    provider: options.provider,
    clock,
    queueMilliseconds,
    renderMilliseconds,
    mediaWorker,
    logTo,
  })
  try {
    names.of = testbed.nameOf
    reporter.tell([[], renderChannel(testbed.channelName, reporter.width), []])
    const ending = await playCommand({ testbed, values, reporter, clock, patience })
    const prompt = String(values.prompt)
    const saved = ending.kind === 'answered' ? await saveVideo(ending.message, options.output, prompt) : undefined
    reporter.tell([renderRule(reporter.width), []])
    if (saved === undefined) {
      say(explain(ending, testbed))
      return 1
    }
    const length = formatLength(readVideoLength(saved.bytes) ?? 0)
    reporter.tell([
      [span('Saved ', 'green'), span(saved.path, 'bold')],
      line(`      ${length}, ${formatSize(saved.bytes.length)}: the file that plays in the message above`),
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
      return 'No video this time; the bot said why.'
    case 'notSent':
      return `Discord doesn't let ${nameOf(member.userId)} send this. ${ending.reason}.`
    case 'noAnswer':
      return "The bot didn't answer in time. That shouldn't happen: --log shows what it did."
  }
}

const renderRule = (width: number): Line => line('─'.repeat(width), 'faint')

function renderChannel(name: string, width: number): Line {
  const title = ` #${name} `
  return [span('──', 'faint'), span(title, 'bold'), span('─'.repeat(width - title.length - 2), 'faint')]
}
