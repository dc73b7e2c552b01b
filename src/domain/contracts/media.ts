import type { Readable } from 'node:stream'
import type { Result, VideoFacts } from '../generation.ts'
import type { Attachment, Frame, FrameRole, PictureFormat, PictureProblem } from '../request.ts'
import type { Provider } from './provider.ts'

/** The bytes we keep: files named by their SHA-256, under a size cap. */
export interface Media {
  /** Whether the file is there; one that is counts as young again. */
  renew(hash: string): Promise<boolean>
  read(hash: string): Promise<Uint8Array>
  open(hash: string): Readable
  delete(hash: string): Promise<void>
}

/** Who still needs which stored files. */
export interface MediaReferences {
  /** Those of the given files, named by their hashes, that something unfinished needs. Asked for some hundred at once. */
  listReferenced(hashes: readonly string[]): Promise<ReadonlySet<string>>
}

/** There is no room for the bytes. */
export class MediaFull extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'MediaFull'
  }
}

/** The picture cannot be used; nothing was spent. */
export class PictureRefused extends Error {
  readonly role: FrameRole
  readonly problem: PictureProblem

  constructor(role: FrameRole, problem: PictureProblem, options?: ErrorOptions) {
    super(`The ${role} picture was refused: ${problem.kind}`, options)
    this.name = `PictureRefused[${problem.kind}]`
    this.role = role
    this.problem = problem
  }
}

/** A stored picture cannot be turned into what a provider takes; nothing was spent. */
export class PictureUnfit extends Error {
  readonly problem: PictureProblem

  constructor(problem: PictureProblem, options?: ErrorOptions) {
    super(`The kept picture cannot be converted: ${problem.kind}`, options)
    this.name = `PictureUnfit[${problem.kind}]`
    this.problem = problem
  }
}

export interface EncodeLimits {
  readonly formats: readonly PictureFormat[]
  /** Bytes of the picture before base64. */
  readonly bytes: number
  readonly pixels: number
}

/** Pictures in: from Discord to something a provider takes. */
export interface Pictures {
  /**
   * Fetches, sniffs, checks, turns upright and stores an attached picture. Throws PictureRefused, or the reason of the
   * signal as soon as nobody needs the picture any more.
   */
  store(attached: Attachment, role: FrameRole, signal?: AbortSignal): Promise<Frame>
  /** Whether a picture that was taken is still there; one that is stays for another while. */
  isStored(frame: Frame): Promise<boolean>
  /**
   * The stored picture as a data URI within the limits; as it is where it fits, else converted to JPEG and made smaller.
   * Throws PictureUnfit, or the reason of the signal as soon as nobody needs the picture any more.
   */
  encode(frame: Frame, limits: EncodeLimits, signal?: AbortSignal): Promise<string>
}

/** The finished video could not be fetched. The next try may go better. */
export class ResultUnavailable extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'ResultUnavailable'
  }
}

/** It lies where nothing is fetched from. Another address may help, another try does not. */
export class ResultAtForeignHost extends ResultUnavailable {
  constructor() {
    super('The result lies at a host that is not allowed')
    this.name = 'ResultAtForeignHost'
  }
}

type Hosts = Pick<Provider, 'resultHosts' | 'trustedOrigin'>

/** Results in: from the provider's host to our disk. */
export interface Results {
  /**
   * Fetches the video without the provider's key, from the provider's hosts only (redirects re-checked), with a size cap,
   * and stores it. Without room on the disk it resolves without a hash. Throws ResultUnavailable.
   */
  fetch(url: string, from: Hosts): Promise<Pick<Result, 'url' | 'hash' | 'size'>>
  /** Whether the address may be given to a person where the video itself cannot be fetched. */
  mayShow(url: string, from: Hosts): boolean
  /** Reads what a stored video says about itself, for some seconds at most. Never throws; what cannot be read is absent. */
  readFacts(hash: string): Promise<VideoFacts>
}
