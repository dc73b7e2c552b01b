import { readFile } from 'node:fs/promises'
import type { Clock } from '../../../domain/clock.ts'
import type { VideoFacts } from '../../../domain/generation.ts'
import { isDiskFull, writePart } from '../files.ts'
import type { CheckedPicture, JobName, Jobs, Order, Report } from '../jobs.ts'

/** What the worker needs of its own process. */
interface WorkerPort {
  on(event: 'message', listener: (order: Order) => void): unknown
  once(event: 'disconnect', listener: () => void): unknown
  send?(report: Report, done: () => void): unknown
}

interface ServeJobsOptions {
  readonly port: WorkerPort
  readonly clock: Clock
  /** How much memory this process has in use, in bytes. */
  readonly readMemory: () => number
  readonly memoryLimit: number
  /** Ends this process at once. */
  readonly end: () => void
}

/** Decoders take hundreds of megabytes within a second. */
const lookInterval = 20

/** Does one job after another until the bot is gone. Ends by itself where a job takes more memory than it may. */
export function serveJobs({ port, clock, readMemory, memoryLimit, end }: ServeJobsOptions): void {
  function report(message: Report, done = () => {}): void {
    port.send?.(message, done)
  }

  /** Pictures are decoded by other threads, so this one is free to look. */
  function watchMemory(number: number): () => void {
    let cancel = clock.after(lookInterval, look)
    function look(): void {
      cancel = clock.after(lookInterval, look)
      if (readMemory() > memoryLimit) report({ number, isTooHeavy: true }, end)
    }
    return () => cancel()
  }

  async function serve(order: Order): Promise<void> {
    const { number } = order
    const stopWatching = watchMemory(number)
    try {
      report({ number, answer: await doJob(order) })
    } catch (error) {
      report({ number, error: error instanceof Error ? error.message : String(error) })
    } finally {
      stopWatching()
    }
  }

  port.on('message', (order) => void serve(order))
  port.once('disconnect', end)
}

type Doers = { [Name in JobName]: (given: Jobs[Name]['given']) => Promise<Jobs[Name]['answer']> }

/** Each loads its library when it is needed first: a worker that only reads videos stays small. */
const doers: Doers = {
  checkPicture: checkFile,
  fitPicture: async ({ path, ...given }) => (await import('./pictureCodec.ts')).fitPicture(await readFile(path), given),
  readVideo: ({ path }) => readVideoFacts(path),
}

/** Does what was ordered. Throws what the job throws. */
function doJob<Name extends JobName>({ name, given }: Order<Name>): Promise<Jobs[Name]['answer']> {
  return doers[name](given)
}

/** Checks the picture in a file and writes what it had to be converted to into the other one. Throws where it is broken. */
async function checkFile({ path, output }: Jobs['checkPicture']['given']): Promise<CheckedPicture> {
  const { checkPicture } = await import('./pictureChecks.ts')
  const checked = await checkPicture(await readFile(path))
  if ('problem' in checked || checked.bytes === undefined) return checked
  const { bytes, format, width, height } = checked
  try {
    // The bot finds room for it when it takes it over.
    const converted = await writePart([bytes], { path: output, reserve: async () => {} })
    return { format, width, height, converted }
  } catch (error) {
    if (isDiskFull(error)) return { isDiskFull: true }
    throw error
  }
}

/** Reads the facts of a MP4, MOV or WebM file without decoding it. Those that cannot be read are absent. */
async function readVideoFacts(path: string): Promise<VideoFacts> {
  const { FilePathSource, Input, MP4, QTFF, WEBM } = await import('mediabunny')
  const input = new Input({ source: new FilePathSource(path), formats: [MP4, QTFF, WEBM] })
  try {
    const video = await input.getPrimaryVideoTrack()
    if (video === null) return {}
    const sound = await input.getPrimaryAudioTrack()
    const codec = await video.getCodec()
    const [width, height] = [await video.getDisplayWidth(), await video.getDisplayHeight()]
    const duration = await input.computeDuration()
    return {
      ...(codec !== null && { codec }),
      ...(width > 0 && height > 0 && { width: Math.round(width), height: Math.round(height) }),
      ...(Number.isFinite(duration) && duration > 0 && { duration }),
      hasSound: sound !== null,
    }
  } catch {
    // A video that plays may still be one whose facts this library cannot read.
    return {}
  } finally {
    input.dispose()
  }
}
