import { objectsIn, textIn } from '../json.ts'
import { type FormError, formError, requiredField } from './formError.ts'

export interface NewFile {
  /** The n of the part's name `files[n]`. */
  readonly index: number
  readonly filename: string
}

export interface KeptFile {
  readonly id: string
  readonly filename: string
}

export interface AttachmentPlan {
  readonly errors: readonly FormError[]
  readonly retained: readonly string[]
  /** The names of all files that the message has afterwards. */
  readonly fileNames: readonly string[]
}

const mostAttachments = 10

/**
 * Which files a message has after a body. An edit with new files must list them and the retained ones alike.
 * @see https://discord.com/developers/docs/reference#editing-message-attachments
 */
export function planAttachments(
  listed: unknown,
  files: readonly NewFile[],
  existing: readonly KeptFile[] | undefined,
): AttachmentPlan {
  if (!Array.isArray(listed)) {
    const errors = existing !== undefined && files.length > 0 ? [requiredField(['attachments'])] : []
    const kept = existing ?? []
    return {
      errors: [...errors, ...checkCount(kept.length + files.length)],
      retained: kept.map(({ id }) => id),
      fileNames: [...kept, ...files].map(({ filename }) => filename),
    }
  }
  const errors: FormError[] = []
  const retained: KeptFile[] = []
  const named: string[] = []
  for (const [index, entry] of objectsIn(listed).entries()) {
    const id = textIn(entry.id)
    const kept = existing?.find((each) => each.id === id)
    const file = files.find((each) => String(each.index) === id)
    if (kept !== undefined) retained.push(kept)
    else if (file !== undefined) named.push(textIn(entry.filename) || file.filename)
    else {
      const message = 'The id is neither that of a file in this request nor of one in the message.'
      errors.push(formError(['attachments', index, 'id'], 'ATTACHMENT_NOT_FOUND', message))
    }
  }
  const ids = objectsIn(listed).map((entry) => entry.id)
  for (const file of files) {
    if (!ids.includes(String(file.index))) {
      const message = `files[${file.index}] is not listed in attachments.`
      errors.push(formError(['attachments'], 'ATTACHMENT_NOT_LISTED', message))
    }
  }
  return {
    errors: [...errors, ...checkCount(retained.length + named.length)],
    retained: retained.map(({ id }) => id),
    fileNames: [...retained.map(({ filename }) => filename), ...named],
  }
}

function checkCount(count: number): FormError[] {
  if (count <= mostAttachments) return []
  return [formError(['attachments'], 'BASE_TYPE_BAD_LENGTH', `Must be ${mostAttachments} or fewer in length.`)]
}
