import {
  IncomingWebhookInteractionRequestSchema,
  IncomingWebhookRequestPartialSchema,
  IncomingWebhookUpdateForInteractionCallbackRequestPartialSchema,
  IncomingWebhookUpdateRequestPartialSchema,
  MessageCreateRequestSchema,
  MessageEditRequestPartialSchema,
  type SpecificationSchema,
} from 'discord-api-spec/zod'
import { messageFlags } from '../flags.ts'
import { isAbsent, isObject, type JsonObject, numberIn, objectsIn, textIn } from '../json.ts'
import { checkComponents } from './checkComponents.ts'
import { checkSpecification } from './checkSpecification.ts'
import { type FormError, formError, requiredField } from './formError.ts'

export interface ExistingMessage {
  readonly flags: number
  readonly content: string
  readonly embeds: readonly unknown[]
  readonly attachments: readonly KeptFile[]
}

/** The route's share of the rules. */
export interface MessageRules {
  readonly schema: SpecificationSchema
  /** Keys that discord.js sends and Discord ignores, although the specification does not list them. */
  readonly extraKeys: readonly string[]
  readonly allowedFlags: number
}

export interface CheckedMessage {
  readonly errors: readonly FormError[]
  readonly attachments: AttachmentPlan
}

const mostContent = 2_000
const mostEmbedText = 6_000
const legacyFields = ['content', 'embeds', 'poll', 'sticker_ids'] as const

/** Everything that can be wrong with a message body; `existing` is the message that it edits. */
export function checkMessage(
  body: JsonObject,
  rules: MessageRules,
  files: readonly NewFile[],
  existing?: ExistingMessage,
): CheckedMessage {
  const attachments = planAttachments(body.attachments, files, existing?.attachments)
  const specification = checkSpecification(rules.schema, body, rules.extraKeys)
  // A body of the wrong shape is not looked at any closer, as at Discord.
  if (specification.length > 0) return { errors: specification, attachments }
  const wasV2 = ((existing?.flags ?? 0) & messageFlags.isComponentsV2) !== 0
  const isComponentsV2 = wasV2 || (numberIn(body.flags) & messageFlags.isComponentsV2) !== 0
  return {
    errors: [
      ...checkFlags(body, rules, wasV2),
      ...(isComponentsV2 ? checkLegacyFields(body, wasV2 ? undefined : existing) : checkContent(body)),
      ...checkEmbeds(body),
      ...attachments.errors,
      ...checkAllowedMentions(body.allowed_mentions),
      ...checkComponents(body.components, { isComponentsV2, fileNames: attachments.fileNames }),
    ],
    attachments,
  }
}

function checkFlags(body: JsonObject, rules: MessageRules, wasV2: boolean): FormError[] {
  if (isAbsent(body.flags)) return []
  const flags = numberIn(body.flags)
  const errors: FormError[] = []
  const forbidden = flags & ~rules.allowedFlags
  if (forbidden !== 0) {
    errors.push(formError(['flags'], 'MESSAGE_FLAGS_FORBIDDEN', `The flags ${forbidden} cannot be set here.`))
  }
  if (wasV2 && (flags & messageFlags.isComponentsV2) === 0) {
    const message = 'IS_COMPONENTS_V2 cannot be removed from a message.'
    errors.push(formError(['flags'], 'MESSAGE_CANNOT_REMOVE_COMPONENTS_V2_FLAG', message))
  }
  return errors
}

/**
 * Turning a message into one of components needs `content: null` and `embeds: []` where it had them. Whether an empty
 * string does as well is untested, so that only null passes.
 * @see https://discord.com/developers/docs/resources/message#edit-message
 */
function checkLegacyFields(body: JsonObject, converted: ExistingMessage | undefined): FormError[] {
  const leftOver = {
    content: converted !== undefined && converted.content !== '' && body.content === undefined,
    embeds: converted !== undefined && converted.embeds.length > 0 && body.embeds === undefined,
    poll: false,
    sticker_ids: false,
  }
  return legacyFields.flatMap((field) => {
    const value = body[field]
    const isEmpty = isAbsent(value) || (Array.isArray(value) && value.length === 0)
    if (isEmpty && !leftOver[field]) return []
    const message = `The '${field}' field cannot be used when using MessageFlags.IS_COMPONENTS_V2`
    return [formError([field], 'MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2', message)]
  })
}

/** The specification allows 4000 characters, which is Nitro's; bots have 2000. */
function checkContent(body: JsonObject): FormError[] {
  if (textIn(body.content).length <= mostContent) return []
  return [formError(['content'], 'BASE_TYPE_MAX_LENGTH', `Must be ${mostContent} or fewer in length.`)]
}

/** @see https://discord.com/developers/docs/resources/message#embed-object-embed-limits */
function checkEmbeds(body: JsonObject): FormError[] {
  const sum = objectsIn(body.embeds).reduce((total, embed) => total + embedText(embed).join('').length, 0)
  if (sum <= mostEmbedText) return []
  return [formError(['embeds'], 'MAX_EMBED_SIZE_EXCEEDED', `Embed size exceeds maximum size of ${mostEmbedText}`)]
}

function embedText(embed: JsonObject): string[] {
  const inner = (value: unknown, key: string) => (isObject(value) ? textIn(value[key]) : '')
  return [
    textIn(embed.title),
    textIn(embed.description),
    inner(embed.footer, 'text'),
    inner(embed.author, 'name'),
    ...objectsIn(embed.fields).flatMap((field) => [textIn(field.name), textIn(field.value)]),
  ]
}

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
function planAttachments(
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

/** @see https://discord.com/developers/docs/resources/message#allowed-mentions-object */
function checkAllowedMentions(allowedMentions: unknown): FormError[] {
  if (!isObject(allowedMentions)) return []
  const parsed = Array.isArray(allowedMentions.parse) ? allowedMentions.parse : []
  return (['users', 'roles'] as const).flatMap((kind) => {
    const listed = allowedMentions[kind]
    if (!parsed.includes(kind) || !Array.isArray(listed) || listed.length === 0) return []
    const message = `parse:["${kind}"] and ${kind}: [ids...] are mutually exclusive.`
    return [formError(['allowed_mentions'], 'MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE', message)]
  })
}

const sentByDiscordJs = ['tts', 'nonce', 'enforce_nonce']
const createFlags = messageFlags.suppressEmbeds | messageFlags.suppressNotifications | messageFlags.isComponentsV2
const editFlags = messageFlags.suppressEmbeds | messageFlags.isComponentsV2
const replyFlags = createFlags | messageFlags.ephemeral

const rules = (schema: MessageRules['schema'], allowedFlags: number): MessageRules => ({
  schema,
  extraKeys: sentByDiscordJs,
  allowedFlags,
})

/** Which rules hold on which route. */
export const messageRules = {
  channelCreate: rules(MessageCreateRequestSchema, createFlags),
  channelEdit: rules(MessageEditRequestPartialSchema, editFlags),
  reply: rules(IncomingWebhookInteractionRequestSchema, replyFlags),
  update: rules(IncomingWebhookUpdateForInteractionCallbackRequestPartialSchema, editFlags),
  followUp: rules(IncomingWebhookRequestPartialSchema, replyFlags),
  tokenEdit: rules(IncomingWebhookUpdateRequestPartialSchema, editFlags),
} as const
