import { ofPerson } from '../interactions/access.ts'
import type { Button } from '../interactions/handler.ts'
import { renderDeletion, renderDeletionQuestion, renderExport, renderPrivacy } from '../views/privacy.ts'
import { selectTexts } from '../views/text/texts.ts'

/** A file with all that is kept of the person, for them alone. */
export const privacyExport: Button = {
  kind: 'button',
  name: 'privacyExport',
  access: ofPerson,
  acknowledge: 'privateMessage',
  proceed: async ({ recordId, interaction }, { privacy }) =>
    renderExport(selectTexts(interaction.locale), await privacy.export(recordId)),
}

/** Asks first: it cannot be taken back. */
export const privacyDelete: Button = {
  kind: 'button',
  name: 'privacyDelete',
  access: ofPerson,
  execute: async ({ recordId, interaction }) => ({
    kind: 'update',
    view: renderDeletionQuestion(selectTexts(interaction.locale), recordId),
  }),
}

/** Back to what is kept. */
export const privacyKeep: Button = {
  kind: 'button',
  name: 'privacyKeep',
  access: ofPerson,
  execute: async ({ recordId, interaction }, { privacy, policy }) => ({
    kind: 'update',
    view: renderPrivacy(selectTexts(interaction.locale), recordId, { ...policy, keptFor: privacy.keptFor }),
  }),
}

/** Harmless however often it is pressed. */
export const privacyConfirm: Button = {
  kind: 'button',
  name: 'privacyConfirm',
  access: ofPerson,
  acknowledge: 'privateMessage',
  proceed: async ({ recordId, interaction }, { privacy }) =>
    renderDeletion(selectTexts(interaction.locale), await privacy.delete(recordId)),
}
