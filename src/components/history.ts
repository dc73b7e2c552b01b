import { z } from 'zod'
import { progress } from '../domain/contracts/history.ts'
import { quality } from '../domain/request.ts'
import { isFinal } from '../domain/stateMachine.ts'
import { readText } from '../domain/text.ts'
import { UserError } from '../domain/userError.ts'
import { ofPerson } from '../interactions/access.ts'
import type { Button, Modal } from '../interactions/handler.ts'
import { readPrivateTarget } from '../interactions/origin.ts'
import { filterFields, renderFilterForm, renderHistory } from '../views/history.ts'
import { renderStatus } from '../views/statusMessage.ts'
import { selectTexts } from '../views/text/texts.ts'

/** Another page, or back to the one that was left. */
export const history: Button = {
  kind: 'button',
  name: 'history',
  access: ofPerson,
  argument: z.string().regex(/^(here|\d{1,6})$/),
  async execute({ recordId, argument, interaction }, { history }) {
    const page = await history.turn(recordId, argument === 'here' ? argument : Number(argument))
    return { kind: 'update', view: renderHistory(selectTexts(interaction.locale), page) }
  },
}

/** One of the videos, in the place of the list: with the file where it ended, and as it stands where it has not. */
export const historyOpen: Button = {
  kind: 'button',
  name: 'historyOpen',
  access: ofPerson,
  argument: z.string(),
  async execute({ recordId, argument = '', interaction }, { history, generations }) {
    const generation = await history.find(recordId, argument)
    if (generation === undefined) throw new UserError({ code: 'notFound' })
    if (isFinal(generation)) {
      const target = { ...readPrivateTarget(interaction), listOf: recordId }
      return {
        kind: 'deferUpdate',
        async proceed() {
          await generations.redeliver(generation.id, target)
          return undefined
        },
      }
    }
    const open = (await generations.list(recordId)).find((entry) => entry.generation.id === generation.id)
    const { generation: present, ...context } = open ?? { generation }
    const options = { ...context, video: 'link', withPrompt: true, isPrivate: true, listOf: recordId } as const
    return { kind: 'update', view: renderStatus(selectTexts(interaction.locale), present, options) }
  },
}

/** Opens a form with what is asked of the list now. */
export const historyFilter: Button = {
  kind: 'button',
  name: 'historyFilter',
  access: ofPerson,
  async execute({ recordId, interaction }, { history }) {
    const { filter } = await history.turn(recordId, 'here')
    return { kind: 'modal', modal: renderFilterForm(selectTexts(interaction.locale), recordId, filter) }
  },
}

/** Shows the first page of what the form asks for. */
export const historyFilters: Modal = {
  kind: 'modal',
  name: 'historyFilters',
  access: ofPerson,
  async execute({ recordId, interaction }, { history }) {
    const { fields } = interaction
    const words = readText(fields.getTextInputValue(filterFields.words))
    const chosenQuality = quality.safeParse(fields.getStringSelectValues(filterFields.quality)[0])
    const chosenProgress = progress.safeParse(fields.getStringSelectValues(filterFields.progress)[0])
    const page = await history.open(recordId, {
      ...(words !== undefined && { words }),
      ...(chosenQuality.success && { quality: chosenQuality.data }),
      ...(chosenProgress.success && { progress: chosenProgress.data }),
    })
    return { kind: 'update', view: renderHistory(selectTexts(interaction.locale), page) }
  },
}
