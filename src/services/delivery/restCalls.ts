import type { REST } from 'discord.js'

/** The calls of discord.js' REST manager that delivery makes. */
export type RestCalls = Pick<REST, 'get' | 'patch' | 'post'>
