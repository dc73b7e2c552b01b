import type { SandboxClock } from '../../clock.ts'
import { apiErrors, invalidFormBody } from '../apiError.ts'
import { isAbsent, type JsonObject, objectsIn, textIn } from '../json.ts'
import type { SandboxEmitter } from '../sandboxEvents.ts'
import type { Snowflakes } from '../snowflakes.ts'
import { checkCommands } from '../validation/checkCommands.ts'

export interface CommandRegistry {
  /** How often commands were written. */
  readonly registrations: number
  /** Of a guild, or the global ones. */
  list(guildId?: string): readonly JsonObject[]
  /** What people find in a guild, or outside of guilds: the guild's commands, and the global ones they do not hide. */
  visible(guildId: string | undefined): readonly JsonObject[]
  /** Replaces all commands of the place. */
  replace(commands: unknown, guildId?: string): readonly JsonObject[]
  /** What a person finds under this name: the guild's command hides the global one. */
  find(name: string, type: number, guildId: string | undefined): JsonObject | undefined
}

const mostCreatesPerDay = 200
const day = 24 * 60 * 60 * 1_000

/** @see https://discord.com/developers/docs/interactions/application-commands#bulk-overwrite-global-application-commands */
export function createCommandRegistry(dependencies: {
  applicationId: string
  clock: Pick<SandboxClock, 'now'>
  snowflakes: Snowflakes
  emitter: Pick<SandboxEmitter, 'emit'>
}): CommandRegistry {
  const { applicationId, clock, snowflakes, emitter } = dependencies
  const places = new Map<string, JsonObject[]>()
  const creates = new Map<string, number[]>()
  let registrations = 0

  const list = (guildId = ''): JsonObject[] => places.get(guildId) ?? []

  function countCreates(place: string, count: number): void {
    const recent = (creates.get(place) ?? []).filter((at) => clock.now() - at < day)
    if (recent.length + count > mostCreatesPerDay) throw apiErrors.tooManyCommandCreates()
    creates.set(place, [...recent, ...Array.from({ length: count }, () => clock.now())])
  }

  return {
    get registrations() {
      return registrations
    },
    list,
    replace(commands, guildId) {
      const errors = checkCommands(commands, guildId === undefined ? 'global' : 'guild')
      if (errors.length > 0) throw invalidFormBody(errors)
      const known = list(guildId)
      const replaced = objectsIn(commands).map((command) => {
        const type = command.type ?? 1
        const former = known.find((each) => each.name === command.name && each.type === type)
        return completeCommand({ ...command, type }, former?.id)
      })
      countCreates(guildId ?? '', replaced.filter(({ id }) => !known.some((each) => each.id === id)).length)
      places.set(guildId ?? '', replaced)
      registrations += 1
      emitter.emit({ kind: 'commandsRegistered', guildId, count: replaced.length })
      return replaced

      function completeCommand(command: JsonObject, formerId: unknown): JsonObject {
        return {
          ...command,
          id: formerId ?? snowflakes.next(),
          application_id: applicationId,
          version: snowflakes.next(),
          description: textIn(command.description),
          default_member_permissions: isAbsent(command.default_member_permissions)
            ? null
            : String(command.default_member_permissions),
          nsfw: command.nsfw === true,
          dm_permission: true,
          ...(guildId === undefined
            ? { contexts: command.contexts ?? null, integration_types: command.integration_types ?? [0] }
            : { guild_id: guildId, contexts: null, integration_types: [0] }),
        }
      }
    },
    visible(guildId) {
      const own = guildId === undefined ? [] : list(guildId)
      const isHidden = (global: JsonObject) =>
        own.some(({ name, type }) => name === global.name && type === global.type)
      return [...own, ...list().filter((command) => !isHidden(command))]
    },
    find(name, type, guildId) {
      return this.visible(guildId).find((command) => command.name === name && command.type === type)
    },
  }
}
