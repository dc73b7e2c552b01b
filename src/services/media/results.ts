import { type Clock, minutes, seconds } from '../../domain/clock.ts'
import { MediaFull, type Results, ResultUnavailable } from '../../domain/contracts/media.ts'
import { StoreFailure } from '../../domain/contracts/store.ts'
import { startIdleTimeout } from '../../lib/timeout.ts'
import type { Log } from '../../log.ts'
import { type FileAnswer, mayShow, type OpenFile, openVideo } from './download.ts'
import type { MediaFiles } from './mediaStore.ts'
import type { MediaWorker } from './mediaWorker.ts'

const patience = { idle: seconds(30), total: minutes(10) }
const defaultCap = 512 * 1024 * 1024

/** A finished video waits for its facts, but not for long, whatever else the worker is busy with. */
const factsPatience = seconds(15)

interface ResultsOptions {
  readonly media: Pick<MediaFiles, 'storeStream' | 'locate'>
  readonly worker: Pick<MediaWorker, 'run'>
  readonly openFile: OpenFile
  readonly clock: Clock
  readonly log: Log
  /** The largest video that is taken, in bytes; 512 MiB by default. */
  readonly capBytes?: number
}

export function createResults(options: ResultsOptions): Results {
  const { media, worker, openFile, clock, log, capBytes = defaultCap } = options

  /** Nothing where it could not be stored: the video was paid for, so its link must reach the person all the same. */
  async function store(video: AsyncIterable<Uint8Array>): Promise<string | undefined> {
    try {
      return await media.storeStream(video)
    } catch (error) {
      // A store that does not answer is asked again with the next try.
      if (error instanceof ResultUnavailable || error instanceof StoreFailure) throw error
      log.error({ error }, 'A result could not be kept; only its link is left')
      return undefined
    }
  }

  return {
    async fetch(url, from) {
      const timeout = startIdleTimeout(clock, patience)
      let size = 0
      function onProgress(bytes: number): void {
        timeout.touch()
        size += bytes
      }
      try {
        const answer = await openVideo(url, { from, openFile, signal: timeout.signal })
        const hash = await store(readVideoStream(answer, { capBytes, onProgress }))
        return hash === undefined ? { url } : { url, hash, size }
      } catch (error) {
        if (error instanceof ResultUnavailable) throw error
        throw new ResultUnavailable('The result could not be fetched', { cause: error })
      } finally {
        timeout.end()
      }
    },
    mayShow,
    async readFacts(hash) {
      const timeout = startIdleTimeout(clock, { idle: factsPatience, total: factsPatience })
      try {
        return await worker.run('readVideo', { path: media.locate(hash) }, { signal: timeout.signal })
      } catch (error) {
        log.warn({ error, hash }, 'The facts of a video could not be read')
        return {}
      } finally {
        timeout.end()
      }
    },
  }
}

interface ReadVideoStreamOptions {
  readonly capBytes: number
  /** Called with the number of bytes whenever some arrived. */
  readonly onProgress: (bytes: number) => void
}

/**
 * The bytes of the answer, as long as they are a whole video within the cap. Throws ResultUnavailable, at the end where half of
 * it is missing, or MediaFull over the cap.
 */
async function* readVideoStream(
  answer: FileAnswer,
  { capBytes, onProgress }: ReadVideoStreamOptions,
): AsyncGenerator<Uint8Array> {
  if ((answer.length ?? 0) > capBytes) throw createTooLarge(capBytes)
  const boxes = followBoxes()
  let head: Uint8Array | undefined = new Uint8Array()
  let hasBoxes = false
  let size = 0
  for await (const chunk of readBody(answer)) {
    onProgress(chunk.byteLength)
    size += chunk.byteLength
    if (size > capBytes) throw createTooLarge(capBytes)
    boxes.push(chunk)
    if (head === undefined) {
      yield chunk
      continue
    }
    head = Buffer.concat([head, chunk])
    if (head.byteLength < sniffedBytes) continue
    const kind = sniffVideo(head.subarray(0, sniffedBytes))
    if (kind === undefined) throw new ResultUnavailable('The result is not a video')
    hasBoxes = kind === 'boxes'
    yield head
    head = undefined
  }
  // So little cannot be a video.
  if (head !== undefined) throw new ResultUnavailable('The result is not a video')
  const gap = hasBoxes ? boxes.findGap() : undefined
  if (gap !== undefined) throw new ResultUnavailable(`The result is not whole: ${gap}`)
}

async function* readBody({ body, length }: FileAnswer): AsyncGenerator<Uint8Array> {
  let size = 0
  try {
    for await (const chunk of body) {
      size += chunk.byteLength
      yield chunk
    }
  } catch (error) {
    throw new ResultUnavailable('The result broke off', { cause: error })
  }
  if (length !== undefined && size !== length) throw new ResultUnavailable(`The result broke off after ${size} bytes`)
}

/** A paid video that is too large to store is no failure: its link still reaches the person. */
function createTooLarge(capBytes: number): MediaFull {
  return new MediaFull(`The result has more than ${capBytes} bytes`)
}

/** How many bytes of a file are enough for `sniffVideo`. */
const sniffedBytes = 64

/** Boxes that old QuickTime files begin with. */
const quickTimeBoxes = ['moov', 'mdat', 'wide', 'free', 'skip']
/** Files of the same build that hold pictures or only sound. */
const otherBrands = ['avif', 'avis', 'heic', 'heix', 'hevc', 'heim', 'heis', 'mif1', 'msf1', 'jpeg', 'M4A ', 'M4B ']

/**
 * What the first bytes of a file say that it is: a video made of boxes, as MP4 and MOV are, or one in WebM. Nothing for
 * anything else: a page with an error, a picture.
 */
function sniffVideo(head: Uint8Array): 'boxes' | 'webm' | undefined {
  const text = Buffer.from(head).toString('latin1')
  const box = text.slice(4, 8)
  if (box === 'ftyp') return otherBrands.includes(text.slice(8, 12)) ? undefined : 'boxes'
  if (quickTimeBoxes.includes(box)) return 'boxes'
  return text.startsWith('\x1a\x45\xdf\xa3') && text.includes('webm') ? 'webm' : undefined
}

/** Follows the boxes of an MP4 or MOV file while it passes by. */
interface BoxFollower {
  push(chunk: Uint8Array): void
  /** What is missing at the end of the file; nothing where index and pictures are there, and the last box is whole. */
  findGap(): string | undefined
}

const headerBytes = 8
const longHeaderBytes = 16

/** Only the boxes of the top level are looked at; what is in them does not matter here. */
function followBoxes(): BoxFollower {
  const kinds = new Set<string>()
  let header = Buffer.alloc(0)
  /** Bytes of the present box that are still to come. */
  let left = 0

  /** Nothing, while the header is not whole. */
  function readHeader(): number | undefined {
    if (header.length < headerBytes) return undefined
    const size = header.readUInt32BE(0)
    if (size === 1 && header.length < longHeaderBytes) return undefined
    kinds.add(header.toString('latin1', 4, headerBytes))
    // Zero: to the end of the file, however long that is.
    if (size === 0) return Number.POSITIVE_INFINITY
    const length = size === 1 ? Number(header.readBigUInt64BE(headerBytes)) : size
    // A box cannot be shorter than its header: what follows is no box at all.
    return length < header.length ? Number.POSITIVE_INFINITY : length - header.length
  }

  return {
    push(chunk) {
      let rest = chunk
      while (rest.byteLength > 0) {
        if (left > 0) {
          const passed = Math.min(left, rest.byteLength)
          left -= passed
          rest = rest.subarray(passed)
          continue
        }
        const wanted = header.length < headerBytes ? headerBytes : longHeaderBytes
        const part = rest.subarray(0, wanted - header.length)
        header = Buffer.concat([header, part])
        rest = rest.subarray(part.byteLength)
        const length = readHeader()
        if (length === undefined) continue
        left = length
        header = Buffer.alloc(0)
      }
    },
    findGap() {
      const missing = ['moov', 'mdat'].find((kind) => !kinds.has(kind))
      if (missing !== undefined) return `its ${missing} is missing`
      const isWhole = left === 0 || left === Number.POSITIVE_INFINITY
      return isWhole ? undefined : `its last box lacks ${left} bytes`
    },
  }
}
