import type { FileStore, SandboxAttachment } from '../cdn/createFileStore.ts'
import { isObject, type JsonObject, objectsIn, textIn } from '../json.ts'
import { describeAttachment } from '../messages/describeMessage.ts'
import { optionTypes } from '../validation/checkCommandOptions.ts'
import { describeMember, describeUser } from '../world/describeWorld.ts'
import type { World } from '../world/world.ts'
import { checkOptionValue } from './checkOptionValue.ts'
import { type ChosenFile, ClientRefusal, isChosenFile, type OptionValue, type OptionValues } from './optionValue.ts'

export interface FilledOptions {
  readonly options: JsonObject[]
  readonly resolved: JsonObject
}

/** Turns what the person entered into the `options` and `resolved` of the event, and uploads files on the way. */
export async function fillOptions(
  registered: readonly JsonObject[],
  values: OptionValues,
  situation: { world: World; files: FileStore; uploadLimit: number; isRaw: boolean },
): Promise<FilledOptions> {
  const { uploadLimit, isRaw } = situation
  if (!isRaw) checkNames(registered, values)
  const options: JsonObject[] = []
  const resolved: Record<string, JsonObject> = {}
  for (const [name, value] of Object.entries(values)) {
    if (value === undefined) continue
    const option = registered.find((each) => each.name === name)
    if (option !== undefined && !isRaw) checkOptionValue(option, value, uploadLimit)
    const type = option !== undefined && fits(option, value) ? Number(option.type) : guessType(value)
    options.push({ name, type, value: await resolve(type, value, resolved, situation) })
  }
  return { options, resolved }
}

function checkNames(registered: readonly JsonObject[], values: OptionValues): void {
  for (const [name, value] of Object.entries(values)) {
    if (value !== undefined && !registered.some((each) => each.name === name)) {
      throw new ClientRefusal(`There is no option ${name}`)
    }
  }
  const missing = registered.find((each) => each.required === true && values[textIn(each.name)] === undefined)
  if (missing !== undefined) throw new ClientRefusal(`${textIn(missing.name)}: this option is required`)
}

/** A raw value of another shape goes out as what it is. */
function fits(option: JsonObject, value: OptionValue): boolean {
  const type = Number(option.type)
  if (type === optionTypes.string) return typeof value === 'string'
  if (type === optionTypes.integer || type === optionTypes.number) return typeof value === 'number'
  if (type === optionTypes.boolean) return typeof value === 'boolean'
  return typeof value === 'object'
}

function guessType(value: OptionValue): number {
  if (typeof value === 'string') return optionTypes.string
  if (typeof value === 'boolean') return optionTypes.boolean
  if (typeof value === 'number') return Number.isInteger(value) ? optionTypes.integer : optionTypes.number
  return isChosenFile(value) ? optionTypes.attachment : optionTypes.user
}

async function resolve(
  type: number,
  value: OptionValue,
  resolved: Record<string, JsonObject>,
  { world, files }: { world: World; files: FileStore },
): Promise<string | number | boolean> {
  if (typeof value !== 'object') return value
  const add = (kind: string, id: string, entry: JsonObject) => {
    resolved[kind] = { ...(isObject(resolved[kind]) ? resolved[kind] : {}), [id]: entry }
  }
  if (isChosenFile(value)) {
    const attachment = await upload(value, world, files)
    add('attachments', attachment.id, { ...describeAttachment(attachment), ...lies(value) })
    return attachment.id
  }
  const user = world.users.get(value.id)
  if (type === optionTypes.channel) {
    const channel = world.channels.get(value.id)
    add('channels', value.id, { id: value.id, type: channel?.type ?? 0, name: channel?.name ?? '', permissions: '0' })
  } else if (user !== undefined) {
    add('users', user.id, describeUser(user))
    add('members', user.id, { ...describeMember(0), permissions: '0' })
  }
  return value.id
}

const upload = (file: ChosenFile, world: World, files: FileStore): Promise<SandboxAttachment> =>
  files.add({
    filename: file.name,
    bytes: Buffer.from(file.bytes),
    contentType: file.contentType,
    isEphemeral: true,
    folder: world.application.id,
  })

const lies = ({ url, size }: ChosenFile): JsonObject => ({
  ...(url === undefined ? {} : { url, proxy_url: url }),
  ...(size === undefined ? {} : { size }),
})

/** The subcommand that a name such as `kling video` leads to, and how it is wrapped in the event. */
export interface CommandPath {
  readonly options: readonly JsonObject[]
  wrap(options: JsonObject[]): JsonObject[]
}

export function findSubcommand(command: JsonObject | undefined, names: readonly string[], isRaw: boolean): CommandPath {
  let options = objectsIn(command?.options)
  const steps: { name: string; type: number }[] = []
  for (const [index, name] of names.entries()) {
    const found = options.find((each) => each.name === name)
    if (found === undefined && !isRaw) throw new ClientRefusal(`There is no command ${name}`)
    const isLast = index === names.length - 1
    steps.push({ name, type: Number(found?.type ?? (isLast ? optionTypes.subcommand : optionTypes.group)) })
    options = objectsIn(found?.options)
  }
  const isIncomplete = options.some(({ type }) => type === optionTypes.subcommand || type === optionTypes.group)
  if (isIncomplete && !isRaw) throw new ClientRefusal('A subcommand is missing')
  return {
    options,
    wrap: (filled) => steps.reduceRight<JsonObject[]>((inner, step) => [{ ...step, options: inner }], filled),
  }
}
