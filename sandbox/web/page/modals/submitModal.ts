import { findModalProblems } from '../../client/modals/findModalProblems.ts'
import type { ModalForm } from '../../client/modals/modalForm.ts'
import { submittedValues } from '../../client/modals/submittedValues.ts'
import type { Does } from '../state/does.ts'
import { settleModal } from '../state/settleModal.ts'
import { findPerson } from '../state/state.ts'
import { updateModal } from './modalDoes.ts'
import { showFirstProblem } from './showProblem.ts'

/** Sends what was entered, or says at the fields why it cannot be sent. The modal stays until the bot has answered. */
export async function submitModal(interactionId: string, form: ModalForm, does: Does): Promise<void> {
  const state = does.read()
  const opener = state.scene?.sent.find(({ id }) => id === interactionId)
  const person = findPerson(state)
  if (opener === undefined || person === undefined) return
  const values = state.modal?.interactionId === interactionId ? state.modal.values : {}
  const problems = findModalProblems(form, values, person.uploadLimit)
  if (Object.keys(problems).length > 0) {
    updateModal(does, interactionId, () => ({ problems, problem: undefined, openList: undefined }))
    showFirstProblem()
    return
  }
  updateModal(does, interactionId, () => ({ problems: {}, problem: undefined, openList: undefined, isSending: true }))
  const outcome = await does.server.act({
    kind: 'submit',
    personId: opener.personId,
    placeId: opener.placeId,
    interactionId,
    values: submittedValues(form, values),
  })
  if (outcome.ok) {
    updateModal(does, interactionId, () => ({ sentAs: outcome.interactionId }))
    // The bot's answer may have been faster than the server's.
    does.update(settleModal)
    return
  }
  const { field, problem } = outcome
  const isKnown = field !== undefined && form.parts.some((part) => part.kind === 'field' && part.customId === field)
  updateModal(does, interactionId, () =>
    isKnown ? { isSending: false, problems: { [field]: problem } } : { isSending: false, problem },
  )
  if (isKnown) showFirstProblem()
}
