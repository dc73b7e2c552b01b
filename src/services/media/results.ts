import { type Clock, minutes, seconds } from '../../domain/clock.ts'
import { type Results, ResultUnavailable } from '../../domain/contracts/media.ts'
import { StoreFailure } from '../../domain/contracts/store.ts'
import { startIdleTimeout } from '../../lib/timeout.ts'
import type { Log } from '../../log.ts'
import { mayShow, type OpenFile, openVideo } from './download.ts'
import type { MediaFiles } from './mediaStore.ts'
import type { MediaWorker } from './mediaWorker.ts'
import { readVideoStream } from './videoStream.ts'

const patience = { idle: seconds(30), total: minutes(10) }
const defaultCap = 512 * 1024 * 1024

/** A finished video waits for its facts, but not for long, whatever else the worker is busy with. */
const factsPatience = seconds(15)

export interface ResultsOptions {
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
