import type { IncomingMessage, ServerResponse } from 'node:http'
import type { FileStore, SandboxAttachment, UrlSigner } from './fileStore.ts'

const gone = 'This content is no longer available.'

/** Answers like cdn.discordapp.com: signed addresses only, with ranges; a proxied address leads on to its source. */
export function createFileHandler(dependencies: {
  files: FileStore
  signer: UrlSigner
  /** Waits as long as the faults say. */
  waitForFault: (response: ServerResponse) => Promise<void>
}) {
  const { files, signer, waitForFault } = dependencies

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    await waitForFault(response)
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost')
    const source = files.findExternal(pathname)
    if (source !== undefined) {
      response.writeHead(302, { location: source }).end()
      return
    }
    const file = files.find(pathname)
    if (file === undefined || !signer.isValid(pathname, searchParams)) {
      response.writeHead(404, { 'content-type': 'text/plain;charset=UTF-8' }).end(gone)
      return
    }
    send(file, request, response)
  }

  return (request: IncomingMessage, response: ServerResponse): void => void serve(request, response)
}

function send(file: SandboxAttachment, request: IncomingMessage, response: ServerResponse): void {
  const headers = {
    'content-type': file.contentType ?? 'application/octet-stream',
    'accept-ranges': 'bytes',
    'access-control-allow-origin': '*',
    'cache-control': 'public, max-age=31536000',
  }
  const range = findRange(request.headers.range, file.bytes.length)
  if (range === 'unsatisfiable') {
    response.writeHead(416, { 'content-range': `bytes */${file.bytes.length}` }).end()
    return
  }
  const [start, end] = range ?? [0, file.bytes.length - 1]
  const part = file.bytes.subarray(start, end + 1)
  const partial = range === undefined ? {} : { 'content-range': `bytes ${start}-${end}/${file.bytes.length}` }
  response.writeHead(range === undefined ? 200 : 206, { ...headers, ...partial, 'content-length': part.length })
  response.end(request.method === 'HEAD' ? undefined : part)
}

function findRange(header: string | undefined, size: number): [number, number] | 'unsatisfiable' | undefined {
  const [, first = '', last = ''] = /^bytes=(\d*)-(\d*)$/.exec(header ?? '') ?? []
  if (first === '' && last === '') return undefined
  const start = first === '' ? Math.max(size - Number(last), 0) : Number(first)
  const end = first === '' || last === '' ? size - 1 : Math.min(Number(last), size - 1)
  return start > end ? 'unsatisfiable' : [start, end]
}
