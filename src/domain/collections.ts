import type { CollectionDefinition } from './contracts/store.ts'
import { type Generation, generation } from './generation.ts'
import { type Setting, setting } from './settings.ts'

/**
 * What is asked of generations stands in columns of their own: see `services/store/schema.ts`, which reads fields by their
 * names. A migration that renames one of those has to change it there as well.
 */
export const generationRecords: CollectionDefinition<Generation> = { name: 'generations', schema: generation }

export const settings: CollectionDefinition<Setting> = { name: 'settings', schema: setting }
