import type { fetch as undiciFetch } from 'undici'
import { type Clock, minutes, seconds } from '../../domain/clock.ts'
import { type Results, ResultUnavailable } from '../../domain/contracts/media.ts'
import type { Log } from '../../log.ts'
import { createDeadline } from './createDeadline.ts'
import type { MediaFiles } from './createMedia.ts'
import { openVideo } from './openVideo.ts'
import { readVideoFacts } from './readVideoFacts.ts'
import { readVideoStream } from './readVideoStream.ts'

const patience = { idle: seconds(30), total: minutes(10) }
const defaultCap = 512 * 1024 * 1024

export interface ResultsOptions {
  readonly media: Pick<MediaFiles, 'putStream' | 'locate'>
  readonly fetch: typeof undiciFetch
  readonly clock: Clock
  readonly log: Log
  /** The largest video that is taken, in bytes; 512 MiB by default. */
  readonly capBytes?: number
}

export function createResults({ media, fetch, clock, log, capBytes = defaultCap }: ResultsOptions): Results {
  /** Nothing where it could not be kept: the video was paid for, so its link must reach the person all the same. */
  async function keep(video: AsyncIterable<Uint8Array>): Promise<string | undefined> {
    try {
      return await media.putStream(video)
    } catch (error) {
      if (error instanceof ResultUnavailable) throw error
      log.error({ error }, 'A result could not be kept; only its link is left')
      return undefined
    }
  }

  return {
    async fetch(url, from) {
      const deadline = createDeadline(clock, patience)
      let size = 0
      function onProgress(bytes: number): void {
        deadline.touch()
        size += bytes
      }
      try {
        const response = await openVideo(url, { from, fetch, signal: deadline.signal })
        const hash = await keep(readVideoStream(response, { capBytes, onProgress }))
        if (hash === undefined) return { url }
        return { url, hash, size, ...(await readVideoFacts(media.locate(hash))) }
      } catch (error) {
        if (error instanceof ResultUnavailable) throw error
        throw new ResultUnavailable('The result could not be fetched', true, { cause: error })
      } finally {
        deadline.end()
      }
    },
  }
}
