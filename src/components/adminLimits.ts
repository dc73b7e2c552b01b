import { z } from 'zod'
import { type MicroDollars, readDollars } from '../domain/money.ts'
import type { Policy } from '../domain/policy.ts'
import { UserError } from '../domain/userError.ts'
import { ofManagers } from '../interactions/access.ts'
import { readAdmin } from '../interactions/admin.ts'
import type { Button, Modal } from '../interactions/handler.ts'
import {
  amountField,
  type LimitField,
  limitFields,
  renderLimitForm,
  renderLimits,
  roleField,
} from '../views/adminLimits.ts'
import { selectTexts } from '../views/text/texts.ts'

const argument = z.enum(limitFields)

/** Opens the form for one kind of limit. */
export const changeLimit: Button = {
  kind: 'button',
  name: 'changeLimit',
  access: ofManagers,
  argument,
  async execute({ recordId, argument: word, interaction }, { servers }) {
    const settings = await servers.settingsOf(readAdmin(interaction).guildId)
    const modal = renderLimitForm(selectTexts(interaction.locale), recordId, argument.parse(word), settings)
    return { kind: 'modal', modal }
  },
}

/** Sets the limit that was typed, and shows all of them. An empty form takes it back. */
export const setLimit: Modal = {
  kind: 'modal',
  name: 'setLimit',
  access: ofManagers,
  argument,
  async execute({ recordId, argument: word, interaction }, { servers, policy }) {
    const admin = readAdmin(interaction)
    const field = argument.parse(word)
    const after = readAmount(interaction.fields.getTextInputValue(amountField), field, policy)
    const amount = after === undefined ? {} : { after }
    if (field !== 'roleDay') await servers.change(admin, { kind: field, ...amount })
    else {
      const roleId = interaction.fields.getSelectedRoles(roleField, true).firstKey()
      if (roleId === undefined || roleId === admin.guildId) throw new UserError({ code: 'isEveryone' })
      await servers.change(admin, { kind: field, roleId, ...amount })
    }
    const settings = await servers.settingsOf(admin.guildId)
    return { kind: 'update', view: renderLimits(selectTexts(interaction.locale), recordId, settings, policy.caps) }
  },
}

/** Nothing where the field is empty. Throws a UserError for what is no amount, and for more than the operator allows. */
function readAmount(typed: string, field: LimitField, { caps }: Pick<Policy, 'caps'>): MicroDollars | undefined {
  if (typed.trim() === '') return undefined
  const amount = readDollars(typed)
  if (amount === undefined) throw new UserError({ code: 'amountUnclear' })
  const most = field === 'month' ? caps.serverMonth : caps.personDay
  if (most !== 'unlimited' && amount > most) throw new UserError({ code: 'aboveOperator', most })
  return amount
}
