import sharp from 'sharp'
import type { Account } from './createAccount.ts'
import type { Call } from './http/call.ts'
import { json, type Reply } from './http/reply.ts'
import type { Job, ProviderName } from './job.ts'
import type { Videos } from './video/createVideos.ts'

export interface FilesOptions {
  readonly accounts: Readonly<Record<ProviderName, Account>>
  readonly videos: Videos
  readonly origin: () => string
  readonly findUpload: (uuid: string) => Uint8Array | undefined
}

export interface Files {
  urlOf(job: Job, extension: string): string
  uploadUrl(uuid: string): string
  answer(call: Call): Promise<Reply>
}

const filePath = /^\/(results|uploads)\/([0-9a-f-]{36})(?:\.(mp4|png))?$/

/** The storage hosts of both providers: results and uploaded pictures, open to whoever knows the address. */
export function createFiles(options: FilesOptions): Files {
  const at = (provider: ProviderName): string => `${options.origin()}/files/${provider}`

  async function answerResult(provider: ProviderName, fileId: string, extension: string | undefined): Promise<Reply> {
    const account = options.accounts[provider]
    const job = account.jobs.find((each) => each.fileId === fileId)
    if (job?.state !== 'succeeded' || job.traits.fileMissing) return json(404, { message: 'Not found' })
    if (extension === 'png') {
      const poster = sharp({ create: { width: 32, height: 18, channels: 3, background: '#5865f2' } })
      return { kind: 'file', bytes: await poster.png().toBuffer(), contentType: 'image/png' }
    }
    const bytes = await options.videos.create(job, await account.pictures(job.id))
    return { kind: 'file', bytes, contentType: 'video/mp4' }
  }

  return {
    urlOf: (job, extension) => `${at(job.provider)}/results/${job.fileId}.${extension}`,
    uploadUrl: (uuid) => `${at('runware')}/uploads/${uuid}`,
    async answer(call) {
      if (!['GET', 'HEAD'].includes(call.request.method)) return json(405, { message: 'Method not allowed' })
      // Object storage refuses a header that it does not understand, and a key has no business here.
      if (call.authorization !== undefined) return json(400, { message: 'Unsupported Authorization Type' })
      const [, kind, id = '', extension] = filePath.exec(call.path) ?? []
      if (kind === 'results') return answerResult(call.request.provider, id, extension)
      const upload = kind === 'uploads' ? options.findUpload(id) : undefined
      if (upload === undefined) return json(404, { message: 'Not found' })
      return { kind: 'file', bytes: upload, contentType: 'application/octet-stream' }
    },
  }
}
