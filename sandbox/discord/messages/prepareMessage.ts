import { ApiError, apiErrors, invalidFormBody } from '../apiError.ts'
import type { FaultBook } from '../faults.ts'
import { messageFlags } from '../flags.ts'
import { isObject, type JsonObject, numberIn, objectsIn, textIn } from '../json.ts'
import { checkMessage, type MessageRules } from '../validation/checkMessage.ts'
import { formError, under } from '../validation/formError.ts'
import type { MessageInput, UploadedFile } from './createMessageStore.ts'
import { readText } from './findPings.ts'
import type { MessageRecord, MessageRoute } from './messageRecord.ts'

export interface MessageDraft {
  readonly body: unknown
  readonly uploads: readonly UploadedFile[]
  readonly rules: MessageRules
  readonly route: MessageRoute
  /** Bytes per file. */
  readonly uploadLimit: number
  readonly existing?: MessageRecord
  /** Where the message stands in the request's body: `data` in a callback. */
  readonly place?: readonly string[]
}

/**
 * Reported by bots, undocumented: longer displayed texts end in a 500.
 * @see https://github.com/discord/discord-api-docs/issues/8554
 */
const mostDisplayedBytes = 10_158

/** Checks a message body and everything that comes with it; throws what Discord would answer. */
export function prepareMessage(draft: MessageDraft, faults: Pick<FaultBook, 'isBlocked'>): MessageInput {
  const { uploads, rules, existing, place = [] } = draft
  if (uploads.some(({ bytes }) => bytes.length > draft.uploadLimit)) throw apiErrors.tooLarge()
  if (uploads.some(({ index }) => Number.isNaN(index))) {
    throw invalidFormBody([formError(['files'], 'FILE_PART_NAME_INVALID', 'A file is sent as files[n].')])
  }
  const body = draft.body ?? {}
  if (!isObject(body)) {
    throw invalidFormBody([formError(place, 'DICT_TYPE_CONVERT', 'Only dictionaries may be used in a DictType')])
  }
  const { errors, attachments } = checkMessage(body, rules, uploads, existing)
  if (errors.length > 0) throw invalidFormBody(under(errors, ...place))
  refuseEmpty(body, attachments.fileNames.length, existing)
  const displayed = readText(textIn(body.content), objectsIn(body.components))
  if (faults.isBlocked(displayed)) throw apiErrors.blockedByAutoMod()
  if (isV2(body, existing) && Buffer.byteLength(displayed) > mostDisplayedBytes) {
    throw new ApiError(500, 0, '500: Internal Server Error')
  }
  return { body, uploads, attachments, route: draft.route }
}

const isV2 = (body: JsonObject, existing: MessageRecord | undefined): boolean =>
  ((numberIn(body.flags) | (existing?.flags ?? 0)) & messageFlags.isComponentsV2) !== 0

function refuseEmpty(body: JsonObject, files: number, existing: MessageRecord | undefined): void {
  const after = <Value>(given: unknown, read: (value: unknown) => Value, before: Value): Value =>
    given === undefined ? before : read(given)
  const components = after(body.components, objectsIn, existing?.components ?? [])
  if (isV2(body, existing)) {
    if (components.length === 0) throw apiErrors.emptyMessage()
    return
  }
  const content = after(body.content, textIn, existing?.content ?? '')
  const embeds = after(body.embeds, objectsIn, existing?.embeds ?? [])
  const stickers = Array.isArray(body.sticker_ids) ? body.sticker_ids : []
  const isEmpty = content.trim() === '' && embeds.length + components.length + files + stickers.length === 0
  if (isEmpty && !isObject(body.poll)) throw apiErrors.emptyMessage()
}
