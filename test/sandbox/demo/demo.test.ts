import { spawn } from 'node:child_process'
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { readVideoLength } from '../../../sandbox/demo/conversation/formats.ts'
import { createPlainReporter } from '../../../sandbox/demo/conversation/reporter.ts'
import type { TerminalOptions } from '../../../sandbox/demo/options.ts'
import { runDemo } from '../../../sandbox/demo/runDemo.ts'
import { createPaint } from '../../../sandbox/demo/terminal/screen.ts'
import { createSystemClock } from '../../../src/system.ts'

/** Long enough for any machine: nothing here waits for it to pass. */
const patience = 180_000

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'demo-test-'))
})
afterAll(() => rm(folder, { recursive: true }))

describe('a refusal is shown as the person sees it, and nothing is kept', () => {
  async function play(options: Partial<TerminalOptions>) {
    const directory = await mkdtemp(join(folder, 'bot-'))
    const output = join(directory, 'videos')
    let text = ''
    const code = await runDemo({
      options: { output, log: false, ...options },
      directory,
      mediaWorker: inject('mediaWorker'),
      clock: createSystemClock(),
      createReporter: (dependencies) =>
        createPlainReporter({ ...dependencies, write: (more) => (text += more), paint: createPaint(false) }),
    })
    await expect(readdir(output)).rejects.toThrow('ENOENT')
    // Boxes and breaks taken away, so that whole sentences can be looked for.
    return { code, text: text.replaceAll(/[\s│╭╮╰╯─]+/g, ' ') }
  }

  test('of a text that is named .png', async () => {
    const image = join(folder, 'text.png')
    await writeFile(image, 'no picture at all')
    const { code, text } = await play({ prompt: 'a fox', image })
    expect(text).toContain("The file in `image` isn't an image I can read.")
    expect(text).toContain('only Ana sees this')
    expect(code).toBe(1)
  })

  test('of an option that the provider does not take', async () => {
    const { code, text } = await play({ prompt: 'a fox', provider: 'runware', guidance: 0.5 })
    expect(text).toContain("Discord doesn't offer the option guidance here.")
    expect(text).toContain("`guidance` doesn't work with these settings.")
    expect(text).toContain('Not counted against your allowance.')
    expect(code).toBe(1)
  })

  test('of a file that Discord itself does not take', async () => {
    const image = join(folder, 'notes.txt')
    await writeFile(image, 'notes')
    const { code, text } = await play({ prompt: 'a fox', image })
    expect(text).toContain("Discord doesn't let Ana send this. image: Not a valid file type. Use image.")
    expect(code).toBe(1)
  })
})

describe('the built demo', () => {
  /** Starts it with a folder for temporary files of its own, where what it leaves behind is seen. */
  async function start(options: readonly string[] = [], nodeOptions: readonly string[] = []) {
    const place = await mkdtemp(join(folder, 'run-'))
    const temporary = join(place, 'temporary')
    await mkdir(temporary)
    const child = spawn(
      process.execPath,
      [...nodeOptions, join(inject('build'), 'sandbox', 'demo', 'index.js'), '--terminal', ...options],
      {
        cwd: place,
        env: { TMPDIR: temporary, DISCORD_TOKEN: 'never-to-be-read', RUNWARE_API_URL: 'not an address' },
      },
    )
    const texts = { stdout: '', stderr: '' }
    for (const name of ['stdout', 'stderr'] as const) {
      child[name].setEncoding('utf8').on('data', (more: string) => (texts[name] += more))
    }
    const ended = new Promise<number | null>((resolve) => child.once('close', resolve))
    const said = (words: string) =>
      new Promise<void>((resolve) => {
        const look = () => texts.stdout.includes(words) && resolve()
        child.stdout.on('data', look)
        look()
      })
    return { child, texts, ended, said, place, temporary }
  }

  // Plays for seconds of the true time, in which the others are tested.
  let whole: ReturnType<typeof start>
  beforeAll(() => {
    whole = start()
  })

  test(
    'leaves nothing behind when it is interrupted',
    async () => {
      const { child, ended, said, texts, place, temporary } = await start()
      await said('Kling is thinking…')
      expect(await readdir(temporary)).toHaveLength(1)
      child.kill('SIGINT')
      expect(await ended, texts.stderr).toBe(130)
      expect(await readdir(temporary)).toStrictEqual([])
      expect(await readdir(place)).toStrictEqual(['temporary'])
    },
    patience,
  )

  test.each([
    ['is thrown', 'setImmediate(() => { throw new Error("A defect") })'],
    ['rejects', 'void Promise.reject(new Error("A defect"))'],
  ])(
    'leaves nothing behind when a defect %s that nobody catches',
    async (_how, defect) => {
      // Comes when the bot is in the middle of its work.
      const spoil = `const { stdout } = process, write = stdout.write.bind(stdout)
        stdout.write = (text, ...others) => {
          if (String(text).includes('is thinking')) ${defect}
          return write(text, ...others)
        }`
      const { ended, texts, place, temporary } = await start(
        [],
        ['--import', `data:text/javascript,${encodeURI(spoil)}`],
      )
      expect(await ended).toBe(1)
      expect(texts.stdout).toContain('Kling is thinking…')
      expect(texts.stderr).toMatch(/^The demo is broken\. Error: A defect\n/)
      expect(await readdir(temporary)).toStrictEqual([])
      expect(await readdir(place)).toStrictEqual(['temporary'])
    },
    patience,
  )

  test(
    'says in one line what is wrong with an option',
    async () => {
      const { ended, texts } = await start(['--quality', 'hd'])
      expect(await ended).toBe(2)
      expect(texts).toStrictEqual({
        stdout: '',
        stderr: '--quality is one of standard, pro, 4k. --help shows all options.\n',
      })
    },
    patience,
  )

  test(
    'plays everything, keeps the video and nothing else',
    async () => {
      const { ended, texts, place, temporary } = await whole
      expect(await ended, texts.stderr).toBe(0)
      expect(texts.stderr).toBe('')
      for (const words of ['/kling video', 'paper-boat.png', 'Kling is thinking…', 'Rendering', 'Open video', '@Ana']) {
        expect(texts.stdout).toContain(words)
      }
      expect(texts.stdout).not.toContain('\u001B')
      expect(texts.stdout.split('\n').filter((each) => each.length > 80)).toStrictEqual([])
      expect(await readdir(temporary)).toStrictEqual([])
      expect((await readdir(place)).sort()).toStrictEqual(['demo-videos', 'temporary'])
      const [name = '', ...others] = await readdir(join(place, 'demo-videos'))
      expect(others).toStrictEqual([])
      expect(texts.stdout).toContain(`Saved demo-videos/${name}`)
      const video = await readFile(join(place, 'demo-videos', name))
      expect(readVideoLength(video)).toBeCloseTo(5, 1)
    },
    patience,
  )
})

test('the picture of the demo is one that the bot takes', async () => {
  const { createSamplePicture } = await import('../../../sandbox/demo/command.ts')
  const { width, height, format } = await sharp((await createSamplePicture()).bytes).metadata()
  expect({ width, height, format }).toStrictEqual({ width: 960, height: 540, format: 'png' })
})
