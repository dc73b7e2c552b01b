import type { Clock } from '../../domain/clock.ts'
import { type Media, MediaFull, PictureRefused, type Pictures, PictureUnfit } from '../../domain/contracts/media.ts'
import type { Frame, FrameRole, PictureProblem } from '../../domain/frame.ts'
import type { Attachment } from '../../domain/request.ts'
import type { Log } from '../../log.ts'
import { createGate, GateFull } from './createGate.ts'
import type { MediaFiles } from './createMedia.ts'
import type { MediaWorker } from './createMediaWorker.ts'
import { fetchPicture } from './fetchPicture.ts'
import type { Jobs } from './jobs.ts'
import type { OpenFile } from './openFile.ts'
import { readSource } from './readSource.ts'
import { WorkerFailure, type WorkerTrouble } from './workerFailure.ts'

export interface PicturesOptions {
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

/** Besides what the contract names, `take` throws MediaFull where the picture cannot be kept. */
export function createPictures(options: PicturesOptions): Pictures {
  const { media, worker, openFile, clock, log, discordCdnOrigin } = options
  const limited = createGate(picturesAtOnce, mostWaiting)

  async function take(attached: Attachment, refuse: Refuse, signal: AbortSignal | undefined): Promise<Frame> {
    return media.withPart(async (fetched) => {
      const { write } = fetched
      const attachedFile = await fetchPicture(attached, { openFile, write, clock, discordCdnOrigin, refuse, signal })
      return media.withPart(async (drawn) => {
        const checked = await check({ path: fetched.path, output: drawn.path }, refuse, signal)
        const { format, width, height, converted } = checked
        const { hash, size } = converted ?? attachedFile
        await (converted === undefined ? fetched.keep(attachedFile) : drawn.keep(converted))
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
    async take(attached, role, signal) {
      const refuse = createRefuser(log, attached, role)
      try {
        return await limited(() => take(attached, refuse, signal), signal)
      } catch (error) {
        throw error instanceof GateFull ? refuse({ kind: 'busy' }, error) : error
      }
    },
    isKept: ({ hash }) => media.renew(hash),
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
