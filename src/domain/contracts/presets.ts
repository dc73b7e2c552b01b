import type { Preset } from '../preset.ts'

/** What is written in a form, and chosen beside it. */
export type PresetValues = Pick<
  Preset,
  'name' | 'template' | 'negativePrompt' | 'quality' | 'aspectRatio' | 'duration' | 'sound'
>

export type SavedPreset =
  /** `isRenamed`: another one of the server has the name that was asked for. */
  | { readonly kind: 'saved'; readonly preset: Preset; readonly isRenamed: boolean }
  | { readonly kind: 'tooMany'; readonly limit: number }
  /** It was removed in the meantime. */
  | { readonly kind: 'gone' }

/** Which preset, and whose server's. */
interface PresetKey {
  readonly guildId: string
  readonly id: string
}

/** The presets of servers, each of its own server alone. Methods throw a UserError where the store fails. */
export interface Presets {
  /** By their names. */
  list(guildId: string): Promise<readonly Preset[]>
  find(key: PresetKey): Promise<Preset | undefined>
  /** Capitals do not matter. */
  findByName(guildId: string, name: string): Promise<Preset | undefined>
  /** Under another name where there is one with this already, so that nothing of it is lost. */
  add(guildId: string, values: PresetValues, by: string): Promise<SavedPreset>
  /** What is not named stays; `undefined` takes it out. A name that another one has is not taken. */
  change(key: PresetKey, change: Partial<PresetValues>, by: string): Promise<SavedPreset>
  /** Returns what was removed; nothing where it was gone. */
  remove(key: PresetKey): Promise<Preset | undefined>
}
