import { type Clock, seconds } from '../../domain/clock.ts'
import { type Media, MediaFull, PictureRefused, type Pictures, PictureUnfit } from '../../domain/contracts/media.ts'
import {
  type Attachment,
  type Frame,
  type FrameRole,
  type PictureProblem,
  pictureLimits,
} from '../../domain/request.ts'
import { createLimiter, QueueFull } from '../../lib/concurrency.ts'
import { startIdleTimeout } from '../../lib/timeout.ts'
import type { Log } from '../../log.ts'
import type { FileAnswer, OpenFile } from './download.ts'
import type { WrittenFile } from './files.ts'
import { type Jobs, WorkerFailure, type WorkerTrouble } from './jobs.ts'
import type { MediaFiles } from './mediaStore.ts'
import type { MediaWorker } from './mediaWorker.ts'

interface PicturesOptions {
  readonly media: Pick<Media, 'read' | 'renew'> & Pick<MediaFiles, 'locate' | 'withPart'>
  readonly worker: Pick<MediaWorker, 'run'>
  readonly openFile: OpenFile
  readonly clock: Clock
  readonly log: Log
  /** Where attachments come from: the origin of `DISCORD_CDN_URL`. */
  readonly discordCdnOrigin: string
}

/** One is fetched while another one is checked. */
const picturesAtOnce = 2
const mostWaiting = 200

const problems: Readonly<Record<WorkerTrouble, PictureProblem>> = {
  crashed: { kind: 'tooDemanding' },
  tooLong: { kind: 'tooDemanding' },
  tooHeavy: { kind: 'tooDemanding' },
  busy: { kind: 'busy' },
  stopped: { kind: 'busy' },
}

/** Besides what the contract names, `store` throws MediaFull where the picture cannot be stored. */
export function createPictures(options: PicturesOptions): Pictures {
  const { media, worker, openFile, clock, log, discordCdnOrigin } = options
  const limited = createLimiter(picturesAtOnce, mostWaiting)

  async function fetchAndStore(attached: Attachment, refuse: Refuse, signal: AbortSignal | undefined): Promise<Frame> {
    return media.withPart(async (fetched) => {
      const { write } = fetched
      const attachedFile = await fetchPicture(attached, { openFile, write, clock, discordCdnOrigin, refuse, signal })
      return media.withPart(async (drawn) => {
        const checked = await check({ path: fetched.path, output: drawn.path }, refuse, signal)
        const { format, width, height, converted } = checked
        const { hash, size } = converted ?? attachedFile
        await (converted === undefined ? fetched.store(attachedFile) : drawn.store(converted))
        const source = converted === undefined ? readSource(attached.url) : undefined
        return { hash, format, width, height, size, ...(source !== undefined && { source }) }
      })
    })
  }

  async function check(given: Jobs['checkPicture']['given'], refuse: Refuse, signal: AbortSignal | undefined) {
    const checked = await worker.run('checkPicture', given, { signal }).catch((error: unknown) => {
      signal?.throwIfAborted()
      throw refuse(error instanceof WorkerFailure ? problems[error.trouble] : { kind: 'broken' }, error)
    })
    if ('problem' in checked) throw refuse(checked.problem)
    if ('isDiskFull' in checked) throw new MediaFull('There is no room for what a picture was converted to')
    return checked
  }

  return {
    async store(attached, role, signal) {
      const refuse = createRefuser(log, attached, role)
      try {
        return await limited(() => fetchAndStore(attached, refuse, signal), signal)
      } catch (error) {
        throw error instanceof QueueFull ? refuse({ kind: 'busy' }, error) : error
      }
    },
    isStored: ({ hash }) => media.renew(hash),
    async encode(frame, limits, signal) {
      signal?.throwIfAborted()
      const fits =
        limits.formats.includes(frame.format) &&
        frame.size <= limits.bytes &&
        frame.width * frame.height <= limits.pixels
      if (fits) return writeDataUri(frame.format, await media.read(frame.hash))
      const { bytes, pixels } = limits
      const given = { path: media.locate(frame.hash), frame, limits: { bytes, pixels } }
      const jpeg = await worker.run('fitPicture', given, { signal }).catch((error: unknown) => {
        if (error instanceof WorkerFailure) throw new PictureUnfit(problems[error.trouble], { cause: error })
        throw error
      })
      return writeDataUri('jpeg', jpeg)
    },
  }
}

type Refuse = (problem: PictureProblem, cause?: unknown) => PictureRefused

function createRefuser(log: Log, attached: Attachment, role: FrameRole): Refuse {
  return (problem, cause) => {
    log.info({ attachmentId: attached.id, role, problem, error: cause }, 'A picture was refused')
    return new PictureRefused(role, problem, { cause })
  }
}

function writeDataUri(format: string, bytes: Uint8Array): string {
  return `data:image/${format};base64,${Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64')}`
}

/** Discord's image proxy among them. */
const discordOrigins = [
  'https://media.discordapp.net',
  'https://images-ext-1.discordapp.net',
  'https://images-ext-2.discordapp.net',
]

const fetchPatience = seconds(30)

interface FetchPictureOptions {
  readonly openFile: OpenFile
  readonly write: (chunks: AsyncIterable<Uint8Array>) => Promise<WrittenFile>
  readonly clock: Clock
  readonly discordCdnOrigin: string
  readonly refuse: (problem: PictureProblem, cause?: unknown) => PictureRefused
  /** Ends the reading, whose reason is thrown then. */
  readonly signal?: AbortSignal | undefined
}

/**
 * Writes down the attached bytes, straight from Discord and at most as many as allowed. Throws what `refuse` makes and what
 * `write` throws.
 */
async function fetchPicture(attached: Attachment, options: FetchPictureOptions): Promise<WrittenFile> {
  const { openFile, write, clock, discordCdnOrigin, refuse, signal } = options
  signal?.throwIfAborted()
  const limit = pictureLimits.bytes
  if (!isAtDiscord(attached.url, discordCdnOrigin)) throw refuse({ kind: 'foreignOrigin' })
  if (attached.size > limit) throw refuse({ kind: 'tooManyBytes', limit })

  function fail(error: unknown): never {
    signal?.throwIfAborted()
    throw refuse({ kind: 'unreachable' }, error)
  }

  async function* readBody(body: FileAnswer['body']): AsyncGenerator<Uint8Array> {
    let size = 0
    try {
      for await (const chunk of body) {
        size += chunk.byteLength
        if (size > limit) throw refuse({ kind: 'tooManyBytes', limit })
        yield chunk
      }
    } catch (error) {
      if (error instanceof PictureRefused) throw error
      fail(error)
    }
  }

  const timeout = startIdleTimeout(clock, { idle: fetchPatience, total: fetchPatience })
  const ending = AbortSignal.any([timeout.signal, ...(signal === undefined ? [] : [signal])])
  try {
    const answer = await openFile(attached.url, { accept: 'image/*', signal: ending }).catch(fail)
    if (answer.status !== 200) throw refuse({ kind: 'unreachable' }, new Error(`Discord answered ${answer.status}`))
    if ((answer.length ?? 0) > limit) throw refuse({ kind: 'tooManyBytes', limit })
    return await write(readBody(answer.body))
  } finally {
    timeout.end()
  }
}

function isAtDiscord(address: string, discordCdnOrigin: string): boolean {
  if (!URL.canParse(address)) return false
  const { origin, username, password } = new URL(address)
  if (username !== '' || password !== '') return false
  return origin === new URL(discordCdnOrigin).origin || discordOrigins.includes(origin)
}

/**
 * Until when the picture can be read at Discord: `ex` in its address, Unix seconds in hexadecimal. Nothing where the
 * address says nothing.
 * @see https://docs.discord.com/developers/reference#signed-attachment-cdn-urls
 */
function readSource(url: string): Frame['source'] {
  const expiry = new URL(url).searchParams.get('ex')
  if (expiry === null || !/^[0-9a-f]{1,10}$/i.test(expiry)) return undefined
  return { url, expiresAt: Number.parseInt(expiry, 16) * 1_000 }
}
