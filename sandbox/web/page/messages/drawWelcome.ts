import { html, type TemplateResult } from 'lit'
import { paintAvatar } from '../../client/paintAvatar.ts'
import { drawSign } from './drawSign.ts'
import type { Look } from './look.ts'

/** The beginning of a conversation. */
export function drawWelcome({ scene, place }: Look): TemplateResult {
  const { bot } = scene
  const invitation = html`Type <kbd>/kling</kbd> to make a video.`
  if (place.kind === 'direct') {
    return html`
      <header class="welcome">
        <img class="welcome-avatar" src=${paintAvatar(bot.id, bot.name)} alt="" width="80" height="80" />
        <h2>${bot.name}</h2>
        <p>This is the beginning of your direct message history with <strong>${bot.name}</strong>. ${invitation}</p>
      </header>
    `
  }
  return html`
    <header class="welcome">
      <span class="welcome-sign">${drawSign('channel')}</span>
      <h2>Welcome to #${place.name}!</h2>
      <p>This is the start of the #${place.name} channel. ${invitation}</p>
    </header>
  `
}
