import { html, nothing, type TemplateResult } from 'lit'
import { dismissMessage } from './actions/dismissMessage.ts'
import { drawSign } from './drawSign.ts'
import type { MessageLook } from './look.ts'

/** What stands below a message: what went wrong with it, and who sees it. */
export function drawMessageNotes({ state, message, use, does }: MessageLook): TemplateResult {
  const problem = state.messages.problems[message.id] ?? (use.hasFailed ? 'This interaction failed' : undefined)
  return html`
    ${problem === undefined ? nothing : drawFailure(problem)}
    ${message.ephemeralFor === undefined ? nothing : drawEphemeralNote(() => dismissMessage(does, message.id))}
  `
}

/** Below what only one person sees. */
export function drawEphemeralNote(dismiss: () => void): TemplateResult {
  return html`
    <p class="ephemeral-note">
      ${drawSign('eye')} Only you can see this ·
      <button type="button" class="text-button" @click=${dismiss}>Dismiss message</button>
    </p>
  `
}

/** Something could not be done. */
export function drawFailure(words: string): TemplateResult {
  return html`<p class="failure" role="alert">${drawSign('warning')} ${words}</p>`
}
