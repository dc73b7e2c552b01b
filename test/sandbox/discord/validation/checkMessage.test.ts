import { describe, expect, test } from 'vitest'
import type { JsonObject } from '../../../../sandbox/discord/json.ts'
import {
  checkMessage,
  type ExistingMessage,
  type KeptFile,
  messageRules,
  type NewFile,
} from '../../../../sandbox/discord/validation/checkMessage.ts'

interface Row {
  readonly refused: unknown
  readonly twin: unknown
  readonly code: string
  /** The place of the first error. */
  readonly at: string
  readonly files?: readonly NewFile[]
  readonly existing?: ExistingMessage
  readonly rules?: keyof typeof messageRules
}

const v2 = (...components: JsonObject[]) => ({ flags: 1 << 15, components })
const text = (content = 'text'): JsonObject => ({ type: 10, content })
const button = (details: JsonObject = {}): JsonObject => ({
  type: 2,
  style: 1,
  label: 'Go',
  custom_id: 'go',
  ...details,
})
const row = (...components: JsonObject[]): JsonObject => ({ type: 1, components })
const buttons = (count: number) => Array.from({ length: count }, (_, index) => button({ custom_id: `go:${index}` }))
const select = (details: JsonObject = {}): JsonObject => ({
  type: 3,
  custom_id: 'pick',
  options: [
    { label: 'One', value: '1' },
    { label: 'Two', value: '2' },
  ],
  ...details,
})
const gallery = (url: string, details: JsonObject = {}): JsonObject => ({
  type: 12,
  items: [{ media: { url }, ...details }],
})
const thumbnail = (url: string): JsonObject => ({ type: 11, media: { url } })
const section = (accessory?: JsonObject): JsonObject => ({
  type: 9,
  components: [text()],
  ...(accessory === undefined ? {} : { accessory }),
})
const file: NewFile = { index: 0, filename: 'cat.mp4' }
const kept: KeptFile = { id: '1100000000000000020', filename: 'old.png' }
const shown: ExistingMessage = { flags: 1 << 15, content: '', embeds: [], attachments: [kept] }
const legacy: ExistingMessage = { flags: 0, content: 'hello', embeds: [], attachments: [] }

const rows: Record<string, Row> = {
  'a misspelt key': {
    refused: { contents: 'hello', content: 'hello' },
    twin: { content: 'hello', tts: false },
    code: 'UNKNOWN_FIELD',
    at: 'contents',
  },
  'a misspelt key deep inside': {
    refused: v2({ type: 17, accentColor: 1, components: [text()] }),
    twin: v2({ type: 17, accent_color: 1, components: [text()] }),
    code: 'UNKNOWN_FIELD',
    at: 'components.0.accentColor',
  },
  'an unknown component': {
    refused: v2({ type: 99 }),
    twin: v2({ type: 14 }),
    code: 'BASE_TYPE_CHOICES',
    at: 'components.0.type',
  },
  'an empty text': {
    refused: v2({ type: 17, components: [text('')] }),
    twin: v2({ type: 17, components: [text('x')] }),
    code: 'BASE_TYPE_BAD_LENGTH',
    at: 'components.0.components.0.content',
  },
  'components of the new kind without their flag': {
    refused: { components: [text()] },
    twin: v2(text()),
    code: 'BASE_TYPE_CHOICES',
    at: 'components.0.type',
  },
  'content beside the flag': {
    refused: { ...v2(text()), content: 'hello' },
    twin: { ...v2(text()), content: null },
    code: 'MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2',
    at: 'content',
  },
  'embeds beside the flag': {
    refused: { ...v2(text()), embeds: [{ title: 'x' }] },
    twin: { ...v2(text()), embeds: [] },
    code: 'MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2',
    at: 'embeds',
  },
  'content in an edit of a message with components': {
    refused: { content: 'hello' },
    twin: { components: [text()] },
    existing: shown,
    rules: 'channelEdit',
    code: 'MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2',
    at: 'content',
  },
  'components over left-over content': {
    refused: v2(text()),
    twin: { ...v2(text()), content: null },
    existing: legacy,
    rules: 'channelEdit',
    code: 'MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2',
    at: 'content',
  },
  'an edit without the flag that was set': {
    refused: { flags: 0, components: [text()] },
    twin: v2(text()),
    existing: shown,
    rules: 'tokenEdit',
    code: 'MESSAGE_CANNOT_REMOVE_COMPONENTS_V2_FLAG',
    at: 'flags',
  },
  'an edit that makes a message ephemeral': {
    refused: { flags: 64, content: 'x' },
    twin: { flags: 4, content: 'x' },
    existing: legacy,
    rules: 'tokenEdit',
    code: 'MESSAGE_FLAGS_FORBIDDEN',
    at: 'flags',
  },
  'an ephemeral message in a channel': {
    refused: { flags: 64, content: 'x' },
    twin: { flags: 4096, content: 'x' },
    code: 'MESSAGE_FLAGS_FORBIDDEN',
    at: 'flags',
  },
  '41 components, nested ones counted': {
    refused: v2({ type: 17, components: Array.from({ length: 39 }, () => text('x')) }, text('x')),
    twin: v2({ type: 17, components: Array.from({ length: 38 }, () => text('x')) }, text('x')),
    code: 'COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED',
    at: 'components',
  },
  '4001 characters over all texts': {
    refused: v2(text('x'.repeat(4_000)), text('y')),
    twin: v2(text('x'.repeat(3_999)), text('y')),
    code: 'COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED',
    at: 'components',
  },
  'a custom id twice': {
    refused: v2(row(button()), row(button())),
    twin: v2(row(button()), row(button({ custom_id: 'stop' }))),
    code: 'COMPONENT_CUSTOM_ID_DUPLICATED',
    at: 'components.1.components.0.custom_id',
  },
  'a component id twice': {
    refused: v2({ ...text(), id: 7 }, { ...text(), id: 7 }),
    twin: v2({ ...text(), id: 0 }, { ...text(), id: 0 }),
    code: 'COMPONENT_ID_DUPLICATED',
    at: 'components.1.id',
  },
  'a custom id of 101 characters': {
    refused: v2(row(button({ custom_id: 'x'.repeat(101) }))),
    twin: v2(row(button({ custom_id: 'x'.repeat(100) }))),
    code: 'BASE_TYPE_BAD_LENGTH',
    at: 'components.0.components.0.custom_id',
  },
  'a button without a custom id': {
    refused: v2(row({ type: 2, style: 1, label: 'Go' })),
    twin: v2(row({ type: 2, style: 5, label: 'Go', url: 'https://example.com' })),
    code: 'BASE_TYPE_REQUIRED',
    at: 'components.0.components.0.custom_id',
  },
  'a button without a style': {
    refused: v2(row({ type: 2, label: 'Go', custom_id: 'go' })),
    twin: v2(row(button())),
    code: 'BASE_TYPE_REQUIRED',
    at: 'components.0.components.0.style',
  },
  'a button without label and emoji': {
    refused: v2(row({ type: 2, style: 1, custom_id: 'go' })),
    twin: v2(row({ type: 2, style: 1, custom_id: 'go', emoji: { name: '🎬' } })),
    code: 'BASE_TYPE_REQUIRED',
    at: 'components.0.components.0.label',
  },
  'a link with a custom id': {
    refused: v2(row({ type: 2, style: 5, label: 'Go', url: 'https://example.com', custom_id: 'go' })),
    twin: v2(row({ type: 2, style: 5, label: 'Go', url: 'https://example.com' })),
    code: 'COMPONENT_FIELD_FORBIDDEN',
    at: 'components.0.components.0.custom_id',
  },
  'a link to a script': {
    refused: v2(row({ type: 2, style: 5, label: 'Go', url: 'javascript://example.com' })),
    twin: v2(row({ type: 2, style: 5, label: 'Go', url: 'http://127.0.0.1:80/' })),
    code: 'URL_TYPE_INVALID_SCHEME',
    at: 'components.0.components.0.url',
  },
  'a link of 513 characters': {
    refused: v2(row({ type: 2, style: 5, label: 'Go', url: `https://example.com/${'x'.repeat(493)}` })),
    twin: v2(row({ type: 2, style: 5, label: 'Go', url: `https://example.com/${'x'.repeat(492)}` })),
    code: 'BASE_TYPE_BAD_LENGTH',
    at: 'components.0.components.0.url',
  },
  'a label of 81 characters': {
    refused: v2(row(button({ label: 'x'.repeat(81) }))),
    twin: v2(row(button({ label: 'x'.repeat(80) }))),
    code: 'BASE_TYPE_BAD_LENGTH',
    at: 'components.0.components.0.label',
  },
  'six buttons in a row': {
    refused: v2(row(...buttons(6))),
    twin: v2(row(...buttons(5))),
    code: 'BASE_TYPE_BAD_LENGTH',
    at: 'components.0.components',
  },
  'a select beside a button': {
    refused: v2(row(select(), button())),
    twin: v2(row(select()), row(button())),
    code: 'COMPONENT_LAYOUT_WIDTH_EXCEEDED',
    at: 'components.0.components',
  },
  'a select with a value twice': {
    refused: v2(
      row(
        select({
          options: [
            { label: 'One', value: '1' },
            { label: 'Other', value: '1' },
          ],
        }),
      ),
    ),
    twin: v2(row(select())),
    code: 'SELECT_COMPONENT_OPTION_VALUE_DUPLICATED',
    at: 'components.0.components.0.options.1.value',
  },
  'a select of more than there is': {
    refused: v2(row(select({ max_values: 3 }))),
    twin: v2(row(select({ max_values: 2 }))),
    code: 'SELECT_COMPONENT_MAX_VALUES_EXCEED_OPTIONS',
    at: 'components.0.components.0.max_values',
  },
  'six rows without the flag': {
    refused: { components: buttons(6).map((each) => row(each)) },
    twin: { components: buttons(5).map((each) => row(each)) },
    code: 'BASE_TYPE_BAD_LENGTH',
    at: 'components',
  },
  'a section without an accessory': {
    refused: v2(section()),
    twin: v2(section(button())),
    code: 'BASE_TYPE_REQUIRED',
    at: 'components.0.accessory',
  },
  'a gallery with a file that is not there': {
    refused: v2(gallery('attachment://dog.mp4')),
    twin: v2(gallery('attachment://cat.mp4')),
    files: [file],
    code: 'UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND',
    at: 'components.0.items.0.media.url',
  },
  'a gallery with a file that the edit drops': {
    refused: { ...v2(gallery('attachment://old.png')), attachments: [] },
    twin: { ...v2(gallery('attachment://old.png')), attachments: [{ id: kept.id }] },
    existing: shown,
    rules: 'tokenEdit',
    code: 'UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND',
    at: 'components.0.items.0.media.url',
  },
  'a gallery with an address of another kind': {
    refused: v2(gallery('ftp://example.com/cat.mp4')),
    twin: v2(gallery('https://example.com/cat.mp4')),
    code: 'URL_TYPE_INVALID_SCHEME',
    at: 'components.0.items.0.media.url',
  },
  'a gallery of eleven': {
    refused: v2({
      type: 12,
      items: Array.from({ length: 11 }, () => ({ media: { url: 'https://example.com/a.png' } })),
    }),
    twin: v2({ type: 12, items: Array.from({ length: 10 }, () => ({ media: { url: 'https://example.com/a.png' } })) }),
    code: 'BASE_TYPE_BAD_LENGTH',
    at: 'components.0.items',
  },
  'an empty description': {
    refused: v2(gallery('https://example.com/a.png', { description: '' })),
    twin: v2(gallery('https://example.com/a.png', { description: 'a cat' })),
    code: 'BASE_TYPE_BAD_LENGTH',
    at: 'components.0.items.0.description',
  },
  'a video as a thumbnail': {
    refused: v2(section(thumbnail('https://example.com/cat.mp4?x=1'))),
    twin: v2(section(thumbnail('https://example.com/cat.png'))),
    code: 'THUMBNAIL_NOT_AN_IMAGE',
    at: 'components.0.accessory.media.url',
  },
  'a file component with a web address': {
    refused: v2({ type: 13, file: { url: 'https://example.com/cat.mp4' } }),
    twin: v2({ type: 13, file: { url: 'attachment://cat.mp4' } }),
    files: [file],
    code: 'URL_TYPE_INVALID_SCHEME',
    at: 'components.0.file.url',
  },
  'an unknown kind of mention': {
    refused: { content: 'x', allowed_mentions: { parse: ['owners'] } },
    twin: { content: 'x', allowed_mentions: { parse: ['users'] } },
    code: 'BASE_TYPE_CHOICES',
    at: 'allowed_mentions.parse.0',
  },
  'mentions both parsed and listed': {
    refused: { content: 'x', allowed_mentions: { parse: ['users'], users: ['1100000000000000004'] } },
    twin: { content: 'x', allowed_mentions: { parse: [], users: ['1100000000000000004'] } },
    code: 'MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE',
    at: 'allowed_mentions',
  },
  'repliedUser as discord.js writes it in its own options': {
    refused: { content: 'x', allowed_mentions: { repliedUser: false } },
    twin: { content: 'x', allowed_mentions: { replied_user: false } },
    code: 'UNKNOWN_FIELD',
    at: 'allowed_mentions.repliedUser',
  },
  '2001 characters': {
    refused: { content: 'x'.repeat(2_001) },
    twin: { content: 'x'.repeat(2_000) },
    code: 'BASE_TYPE_MAX_LENGTH',
    at: 'content',
  },
  'embeds of more than 6000 characters': {
    refused: { embeds: [{ description: 'x'.repeat(4_000) }, { description: 'x'.repeat(2_001) }] },
    twin: { embeds: [{ description: 'x'.repeat(4_000) }, { description: 'x'.repeat(2_000) }] },
    code: 'MAX_EMBED_SIZE_EXCEEDED',
    at: 'embeds',
  },
  'a nonce of 26 characters': {
    refused: { content: 'x', nonce: 'x'.repeat(26) },
    twin: { content: 'x', nonce: 'x'.repeat(25), enforce_nonce: true },
    code: 'BASE_TYPE_BAD_LENGTH',
    at: 'nonce',
  },
  'an edit with a new file that does not list it': {
    refused: v2(text()),
    twin: { ...v2(text()), attachments: [{ id: kept.id }, { id: '0' }] },
    files: [file],
    existing: shown,
    rules: 'tokenEdit',
    code: 'BASE_TYPE_REQUIRED',
    at: 'attachments',
  },
  'an edit that lists the old files only': {
    refused: { ...v2(text()), attachments: [{ id: kept.id }] },
    twin: { ...v2(text()), attachments: [{ id: '0' }] },
    files: [file],
    existing: shown,
    rules: 'channelEdit',
    code: 'ATTACHMENT_NOT_LISTED',
    at: 'attachments',
  },
  'a listed file that nobody sent': {
    refused: { content: 'x', attachments: [{ id: '1' }] },
    twin: { content: 'x', attachments: [{ id: '0' }] },
    files: [file],
    code: 'ATTACHMENT_NOT_FOUND',
    at: 'attachments.0.id',
  },
  'a follow-up under another name': {
    refused: { content: 'x', thread_id: '1' },
    twin: { content: 'x', tts: false, enforce_nonce: false },
    rules: 'followUp',
    code: 'UNKNOWN_FIELD',
    at: 'thread_id',
  },
}

const check = (body: unknown, { rules = 'channelCreate', files = [], existing }: Row) =>
  checkMessage(body as JsonObject, messageRules[rules], files, existing).errors

describe('a message', () => {
  test.each(Object.entries(rows))('is refused for %s', (_name, row) => {
    const [first] = check(row.refused, row)
    expect({ code: first?.code, at: first?.path.join('.') }).toStrictEqual({ code: row.code, at: row.at })
  })

  test.each(Object.entries(rows))('passes as the near twin of %s', (_name, row) => {
    expect(check(row.twin, row)).toStrictEqual([])
  })
})
