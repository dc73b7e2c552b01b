import { UserError } from '../domain/userError.ts'
import { findGeneration } from '../interactions/access.ts'
import type { Select } from '../interactions/handler.ts'
import { readToken } from '../interactions/origin.ts'

/** Which of several the buttons below are for. What is shown of them stays as it is. */
export const variant: Select = {
  kind: 'select',
  name: 'variant',
  access: { find: findGeneration, allowed: 'owner', places: ['message'] },
  acknowledge: 'update',
  async proceed({ recordId, interaction }, { generations }) {
    const all = await generations.findVariants(recordId)
    const chosen = all.find(({ id }) => id === interaction.values[0])
    if (chosen === undefined) throw new UserError({ code: 'outdated' })
    await generations.chooseVariant(chosen.id, readToken(interaction))
    return undefined
  },
}
