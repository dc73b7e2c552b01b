import type { EncodeLimits } from '../../domain/contracts/media.ts'
import type { VideoFacts } from '../../domain/generation.ts'
import type { Frame, PictureFormat, PictureProblem } from '../../domain/request.ts'
import type { WrittenFile } from './files.ts'

/** What became of an attached picture. */
export type CheckedPicture =
  | { readonly problem: PictureProblem }
  /** There is no room for what it was converted to. */
  | { readonly isDiskFull: true }
  | {
      readonly format: PictureFormat
      readonly width: number
      readonly height: number
      /** What it was converted to; absent where the picture is stored as it is. */
      readonly converted?: WrittenFile
    }

/** Everything that looks into foreign bytes: what each job is given, and its answer. Plain data, since it changes the process. */
export interface Jobs {
  /** Sniffs and checks a picture, and turns or converts it into the other file where it cannot be stored as it is. */
  checkPicture: { readonly given: { readonly path: string; readonly output: string }; readonly answer: CheckedPicture }
  /** A stored picture as a JPEG within the limits. */
  fitPicture: {
    readonly given: {
      readonly path: string
      readonly frame: Pick<Frame, 'format' | 'width' | 'height'>
      readonly limits: Pick<EncodeLimits, 'bytes' | 'pixels'>
    }
    readonly answer: Uint8Array
  }
  readVideo: { readonly given: { readonly path: string }; readonly answer: VideoFacts }
}

export type JobName = keyof Jobs

/** From the bot to its worker. */
export interface Order<Name extends JobName = JobName> {
  readonly number: number
  readonly name: Name
  readonly given: Jobs[Name]['given']
}

/** From the worker to the bot. */
export type Report =
  | { readonly number: number; readonly answer: unknown }
  /** The job itself failed: the picture is broken, say. */
  | { readonly number: number; readonly error: string }
  /** The job took more memory than it may; the worker ends. */
  | { readonly number: number; readonly isTooHeavy: true }

/** Why a job came to no end of its own. */
export type WorkerTrouble =
  /** The worker died over it, twice. */
  | 'crashed'
  | 'tooLong'
  | 'tooHeavy'
  /** Too many jobs wait already, or it waited too long. */
  | 'busy'
  | 'stopped'

/** The worker could not do the job, which says nothing about the bytes, unless the same happens again. */
export class WorkerFailure extends Error {
  readonly trouble: WorkerTrouble

  constructor(trouble: WorkerTrouble, message: string) {
    super(message)
    this.name = `WorkerFailure[${trouble}]`
    this.trouble = trouble
  }
}

const mebibyte = 1024 ** 2

/** How much memory the worker may have, in bytes: with the bot itself it stays below 600 MiB. */
export const workerMemory = {
  /** All of it, whatever it is used for. */
  resident: 380 * mebibyte,
  /** What JavaScript may allocate of that. */
  heap: 128 * mebibyte,
} as const
