import {
  type APIModalInteractionResponseCallbackData,
  ButtonStyle,
  Colors,
  ComponentType,
  SelectMenuDefaultValueType,
  TextInputStyle,
} from 'discord.js'
import type { MessageView } from '../domain/contracts/delivery.ts'
import type { MicroDollars } from '../domain/money.ts'
import type { Budget, Caps } from '../domain/policy.ts'
import type { ServerSettings } from '../domain/server.ts'
import { createCustomId } from '../interactions/customId.ts'
import { createButton, createContainer, createRow, createText, createView } from './components.ts'
import type { Texts } from './text/en.ts'

/** Which limit a button or its form is about, as its custom id names it. */
export const limitFields = ['month', 'memberDay', 'roleDay'] as const
export type LimitField = (typeof limitFields)[number]

/** The fields of the form, by which its answers are read. */
export const amountField = 'amount'
export const roleField = 'role'
const mostCharacters = 12
/** So many fit into a message. */
const mostRoles = 40

/** What the server set, what stands above it, and a button for each kind of limit. */
export function renderLimits(texts: Texts, panelId: string, settings: ServerSettings, caps: Caps): MessageView {
  const { adminLimits: words, adminButtons, writing } = texts
  const allowed = (budget: Budget) => (budget === 'unlimited' ? words.unlimited : writing.money(budget))
  const describe = (say: (amount: string) => string, own: MicroDollars | undefined, usual: Budget) =>
    own === undefined ? words.byDefault(say(allowed(usual))) : say(writing.money(own))
  const lines = [
    words.title,
    `- ${describe(words.month, settings.month, caps.serverMonth)}`,
    `- ${describe(words.memberDay, settings.memberDay, caps.personDay)}`,
    ...settings.roleDays.slice(0, mostRoles).map(({ roleId, amount }) => {
      return `- ${words.roleDay({ role: `<@&${roleId}>`, amount: writing.money(amount) })}`
    }),
    `-# ${words.operator({ month: allowed(caps.serverMonth), day: allowed(caps.personDay) })}`,
    `-# ${words.footer}`,
  ]
  const buttons = limitFields.map((field) =>
    createButton('changeLimit', panelId, adminButtons[field], ButtonStyle.Secondary, field),
  )
  return createView([createContainer(Colors.Blurple, [createText(lines.join('\n')), ...createRow(buttons)])])
}

/** The form for one limit, filled in with what holds now. */
export function renderLimitForm(
  { adminLimits: words }: Texts,
  panelId: string,
  field: LimitField,
  settings: ServerSettings,
): APIModalInteractionResponseCallbackData {
  const present = field === 'roleDay' ? undefined : settings[field]
  const labels = { month: words.monthField, memberDay: words.memberDayField, roleDay: words.roleDayField }
  return {
    custom_id: createCustomId('setLimit', panelId, field),
    title: words.formTitle,
    components: [
      ...(field === 'roleDay' ? [createRoleField(words.roleField, settings)] : []),
      {
        type: ComponentType.Label,
        label: labels[field],
        description: words.hint,
        component: {
          type: ComponentType.TextInput,
          custom_id: amountField,
          style: TextInputStyle.Short,
          required: false,
          max_length: mostCharacters,
          ...(present !== undefined && { value: String(present / 1_000_000) }),
        },
      },
    ],
  }
}

/** The only role with a limit is chosen already. */
function createRoleField(label: string, { roleDays }: ServerSettings) {
  const [only, ...others] = roleDays
  const preset = only !== undefined && others.length === 0 ? only.roleId : undefined
  return {
    type: ComponentType.Label,
    label,
    component: {
      type: ComponentType.RoleSelect,
      custom_id: roleField,
      required: true,
      ...(preset !== undefined && {
        default_values: [{ id: preset, type: SelectMenuDefaultValueType.Role as const }],
      }),
    },
  } as const
}
