import { z } from 'zod'
import type { ChoicesOwner } from '../domain/contracts/preferences.ts'
import type { Alongside } from '../domain/contracts/store.ts'
import { noticePlace } from '../domain/generation.ts'
import { type Choices, findOffer, quoteAbove } from '../domain/preferences.ts'
import { aspectRatio, quality } from '../domain/request.ts'
import { UserError } from '../domain/userError.ts'
import { ofManagers, ofPerson } from '../interactions/access.ts'
import { readAdmin } from '../interactions/admin.ts'
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

/** Whose card it is: a person's own, or the server's in which it is used. */
function findOwner(kind: ChoicesOwner['kind'], { recordId, actor }: Use<ComponentInteraction>): ChoicesOwner {
  const id = kind === 'person' ? recordId : actor.guildId
  if (id === undefined) throw new UserError({ code: 'wrongPlace' })
  return { kind, id }
}

/** What a server chooses beside this card, from which price on people are asked, stays as it is. */
const onServerCard: Choices = { quality: undefined, aspectRatio: undefined, sound: undefined, isPrivate: undefined }

function save(
  owner: ChoicesOwner,
  change: Choices | 'reset',
  preferences: FreeServices['preferences'],
  alongside?: Alongside,
) {
  if (change !== 'reset') return preferences.change(owner, change, alongside)
  return owner.kind === 'server' ? preferences.change(owner, onServerCard, alongside) : preferences.reset(owner)
}

/** Saves, and shows the card as it stands then. */
async function saveAndRedraw(
  kind: ChoicesOwner['kind'],
  use: Use<ComponentInteraction>,
  { preferences, servers, policy }: FreeServices,
  change: Choices | 'reset',
): Promise<Update> {
  const { actor, recordId, interaction } = use
  const owner = findOwner(kind, use)
  const settings =
    kind === 'person'
      ? await save(owner, change, preferences)
      : await servers.noteWith(readAdmin(interaction), { kind: 'defaults' }, (alongside) =>
          save(owner, change, preferences, alongside),
        )
  const inherited = kind === 'person' ? await preferences.serverChoicesOf(actor.guildId) : {}
  const done = change === 'reset' ? change : 'saved'
  const usualQuote = policy.quoteAbove
  const card = { kind, recordId, settings, inherited, usualQuote, offer: findOffer(policy.providers), done } as const
  return { kind: 'update', view: renderSettings(selectTexts(interaction.locale), card) }
}

const createChooser = (kind: ChoicesOwner['kind'], name: string, access: RecordAccess): Select => ({
  kind: 'select',
  name,
  access,
  argument: chosenField,
  execute: async (use, services) =>
    saveAndRedraw(kind, use, services, readChoice(use.argument, use.interaction.values[0])),
})

/** Which of on and off, the button says. */
const createSwitch = (kind: ChoicesOwner['kind'], name: string, access: RecordAccess): Button => ({
  kind: 'button',
  name,
  access,
  argument: switchedField,
  async execute(use, services) {
    const [field = '', state] = use.argument?.split('-') ?? []
    return saveAndRedraw(kind, use, services, { [field]: state === 'on' })
  },
})

/** Everything as it was before anything was chosen. */
const createReset = (kind: ChoicesOwner['kind'], name: string, access: RecordAccess): Button => ({
  kind: 'button',
  name,
  access,
  execute: (use, services) => saveAndRedraw(kind, use, services, 'reset'),
})

export const chooseSetting = createChooser('person', 'chooseSetting', ofPerson)
export const switchSetting = createSwitch('person', 'switchSetting', ofPerson)
export const resetSettings = createReset('person', 'resetSettings', ofPerson)
export const chooseDefault = createChooser('server', 'chooseDefault', ofManagers)
export const switchDefault = createSwitch('server', 'switchDefault', ofManagers)
export const resetDefaults = createReset('server', 'resetDefaults', ofManagers)
