import { html, nothing, type TemplateResult } from 'lit'
import { paintAvatar } from '../../client/paintAvatar.ts'

export type Presence = 'online' | 'offline'

/** Somebody's picture beside their name, where wanted with the dot that says whether they are there. */
export function drawAvatar(id: string, name: string, presence?: Presence): TemplateResult {
  return html`<span class="avatar" aria-hidden="true">
    <img src=${paintAvatar(id, name)} alt="" draggable="false" />
    ${presence === undefined ? nothing : html`<i class="presence" data-presence=${presence}></i>`}
  </span>`
}
