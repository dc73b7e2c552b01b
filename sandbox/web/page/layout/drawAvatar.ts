import { html, nothing, type TemplateResult } from 'lit'

export type Presence = 'online' | 'offline'

const colours = ['#5865f2', '#3ba55c', '#d9822b', '#c9447a', '#4a8fb8']

/** A picture for somebody who has none: the first letter, in a colour that stays theirs. */
export function drawAvatar(id: string, name: string, presence?: Presence): TemplateResult {
  const sum = [...id].reduce((total, character) => total + character.charCodeAt(0), 0)
  return html`<span class="avatar" aria-hidden="true">
    <svg viewBox="0 0 32 32">
      <circle cx="16" cy="16" r="16" fill=${colours[sum % colours.length] ?? ''} />
      <text x="16" y="21.5" text-anchor="middle" font-size="15" font-weight="600" fill="#fff">
        ${name.slice(0, 1).toUpperCase()}
      </text>
    </svg>
    ${presence === undefined ? nothing : html`<i class="presence" data-presence=${presence}></i>`}
  </span>`
}
