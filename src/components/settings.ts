import { z } from 'zod'
import type { ChoicesOwner, Settings } from '../domain/contracts/preferences.ts'
import { noticePlace } from '../domain/generation.ts'
import { type Choices, findOffer, quoteAbove } from '../domain/preferences.ts'
import { aspectRatio, quality } from '../domain/request.ts'
import { UserError } from '../domain/userError.ts'
import type {
  Button,
  ComponentInteraction,
  FreeServices,
  RecordAccess,
  Select,
  Update,
  Use,
} from '../interactions/handler.ts'
import { noChoice, renderSettings } from '../views/settings.ts'
import { selectTexts } from '../views/text/texts.ts'

/** The record of a person's settings is the person: nobody else's card does anything. */
const ofOwner: RecordAccess = {
  find: async (userId) => ({ userId, channelId: '' }),
  allowed: 'owner',
  places: ['private'],
}

const chosenField = z.enum(['quality', 'aspectRatio', 'notice', 'quoteAbove'])
const amount = z
  .string()
  .regex(/^\d{1,12}$/)
  .transform(Number)

/** What a select may hand over for each. A client may send anything. */
const chosenValues = {
  quality,
  aspectRatio,
  notice: noticePlace,
  quoteAbove: z.union([amount, z.literal('never')]).pipe(quoteAbove),
} as const

const switchedField = z.templateLiteral([z.enum(['sound', 'isPrivate', 'allowsRemix']), '-', z.enum(['on', 'off'])])

function readChoice(field: string | undefined, value: string | undefined): Choices {
  const known = chosenField.parse(field)
  if (value === noChoice) return { [known]: undefined }
  const parsed = chosenValues[known].safeParse(value)
  if (!parsed.success) throw new UserError({ code: 'outdated' })
  return { [known]: parsed.data }
}

/** Saves, and shows the card as it stands then. */
async function saveAndRedraw(
  { actor, recordId, interaction }: Use<ComponentInteraction>,
  { preferences, policy }: Pick<FreeServices, 'preferences' | 'policy'>,
  done: 'saved' | 'reset',
  save: (owner: ChoicesOwner) => Promise<Settings>,
): Promise<Update> {
  const settings = await save({ kind: 'person', id: recordId })
  const inherited = await preferences.serverChoicesOf(actor.guildId)
  const card = { kind: 'person', recordId, settings, inherited, offer: findOffer(policy.providers), done } as const
  return { kind: 'update', view: renderSettings(selectTexts(interaction.locale), card) }
}

/** Another value for one setting of the person. */
export const chooseSetting: Select = {
  kind: 'select',
  name: 'chooseSetting',
  access: ofOwner,
  argument: chosenField,
  async execute(use, services) {
    const change = readChoice(use.argument, use.interaction.values[0])
    return saveAndRedraw(use, services, 'saved', (owner) => services.preferences.change(owner, change))
  },
}

/** Switches one setting of the person on or off: which of both, the button says. */
export const switchSetting: Button = {
  kind: 'button',
  name: 'switchSetting',
  access: ofOwner,
  argument: switchedField,
  async execute(use, services) {
    const [field = '', state] = use.argument?.split('-') ?? []
    const change: Choices = { [field]: state === 'on' }
    return saveAndRedraw(use, services, 'saved', (owner) => services.preferences.change(owner, change))
  },
}

/** Everything as it was before anything was chosen. */
export const resetSettings: Button = {
  kind: 'button',
  name: 'resetSettings',
  access: ofOwner,
  execute: (use, services) => saveAndRedraw(use, services, 'reset', (owner) => services.preferences.reset(owner)),
}
