import type { IncomingMessage } from 'node:http'
import { apiErrors } from '../apiError.ts'
import { textIn } from '../json.ts'
import type { UploadedFile } from '../messages/createMessageStore.ts'

export interface RequestBody {
  readonly json: unknown
  readonly uploads: readonly UploadedFile[]
}

/** Cloudflare cuts requests off long after every documented limit. */
const mostBytes = 500 * 1024 * 1024

/** JSON, or multipart with `payload_json` and `files[n]`. @see https://discord.com/developers/docs/reference#uploading-files */
export async function readBody(request: IncomingMessage): Promise<RequestBody> {
  const bytes = await readBytes(request)
  const contentType = request.headers['content-type'] ?? ''
  if (bytes.length === 0) return { json: undefined, uploads: [] }
  if (contentType.startsWith('multipart/form-data')) return readForm(bytes, contentType)
  if (contentType.startsWith('application/json')) return { json: parseJson(bytes.toString()), uploads: [] }
  throw apiErrors.invalidJson()
}

async function readBytes(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request) {
    size += chunk.length
    if (size > mostBytes) throw apiErrors.tooLarge()
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

async function readForm(bytes: Buffer, contentType: string): Promise<RequestBody> {
  const form = await parseForm(bytes, contentType)
  const uploads: UploadedFile[] = []
  let json: unknown
  for (const [name, value] of form) {
    if (name === 'payload_json') json = parseJson(typeof value === 'string' ? value : await value.text())
    else if (typeof value !== 'string') uploads.push(await readUpload(name, value))
  }
  return { json, uploads }
}

async function parseForm(bytes: Buffer, contentType: string) {
  try {
    return await new Response(bytes, { headers: { 'content-type': contentType } }).formData()
  } catch {
    throw apiErrors.invalidJson()
  }
}

async function readUpload(
  partName: string,
  file: { name: string; type: string; arrayBuffer(): Promise<ArrayBuffer> },
): Promise<UploadedFile> {
  return {
    index: Number(/^files\[(\d+)\]$/.exec(partName)?.[1] ?? Number.NaN),
    filename: file.name,
    contentType: file.type,
    bytes: Buffer.from(await file.arrayBuffer()),
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(textIn(text))
  } catch {
    throw apiErrors.invalidJson()
  }
}
