import { fstatSync, writeSync } from 'node:fs'
import type { Writable } from 'node:stream'

/** Where lines go that nobody may wait for. */
export interface LineWriter {
  write(line: string): void
  /** Resolves when nothing is on its way any more: never, where the reader has stopped. */
  flush(): Promise<void>
}

export interface LineWriterOptions {
  /** Standard output, say. */
  readonly stream: Writable & { readonly fd?: number }
  /** Called when lines are taken again, with the number of those that were not. */
  readonly onLost: (count: number) => void
}

/** What a reader that has stopped may cost of memory. */
const mostWaitingBytes = 1_000_000

/**
 * Writes lines so that the output can neither hold up nor end the process: a full disk, a reader that has gone and one that
 * reads no more cost the lines, which are counted. Pipes and sockets are written to without waiting; Node writes to files
 * at once.
 *
 * @see https://nodejs.org/docs/latest-v20.x/api/process.html#a-note-on-process-io
 */
export function createLineWriter({ stream, onLost }: LineWriterOptions): LineWriter {
  const file = findFile(stream)
  let lost = 0
  let isLineCut = false
  // Each failed write is told to its own callback; the event without a listener would end the process.
  if (stream.listenerCount('error') === 0) stream.on('error', () => undefined)

  function finish(error?: Error | null): void {
    if (error) lost += 1
    else if (lost > 0 && stream.writableLength < mostWaitingBytes / 2) {
      const count = lost
      lost = 0
      onLost(count)
    }
  }

  /** Node's own stream for files takes it for success when a disk that fills up takes the first half of a line. */
  function writeToFile(fd: number, line: string): void {
    let rest = Buffer.from(isLineCut ? `\n${line}` : line)
    const { length } = rest
    try {
      while (rest.length > 0) rest = rest.subarray(writeSync(fd, rest))
    } catch (error) {
      isLineCut ||= rest.length < length
      finish(error as Error)
      return
    }
    isLineCut = false
    finish()
  }

  return {
    write(line) {
      if (file !== undefined) writeToFile(file, line)
      else if (stream.writableLength + line.length > mostWaitingBytes) lost += 1
      else stream.write(line, finish)
    },
    async flush() {
      if (file !== undefined || stream.writableLength === 0) return
      await new Promise<void>((resolve) => stream.write('', () => resolve()))
    },
  }
}

/** The descriptor of a stream that ends in a file. */
function findFile({ fd }: { readonly fd?: number }): number | undefined {
  return fd !== undefined && fstatSync(fd).isFile() ? fd : undefined
}
