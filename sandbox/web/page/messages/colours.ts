import { type CSSResult, css, type LitElement } from 'lit'

/** By element. Discord's own are as light as these. */
const mended: Readonly<Record<string, CSSResult>> = {
  'discord-message': css`
    .discord-message-timestamp {
      color: var(--faint);
    }
  `,
  'discord-command': css`
    :host .discord-slash-command-name {
      color: #c9cdfb !important;
    }
  `,
  'discord-reply': css`
    .discord-message-edited {
      color: var(--faint);
    }
  `,
  'discord-subscript': css`
    small {
      color: var(--faint);
    }
  `,
  'discord-file-attachment': css`
    .discord-file-attachment-metadata {
      color: var(--faint);
    }
  `,
}

/** Some texts inside of skyra's elements are too dark to be read by everybody, and styles of the page do not get there. */
export function mendColours(): void {
  for (const [name, styles] of Object.entries(mended)) {
    const element = customElements.get(name) as typeof LitElement | undefined
    element?.elementStyles.push(styles)
  }
}

/** `#5865f2` of 0x5865f2; nothing of no colour. */
export function formatColour(colour: unknown): string | undefined {
  return typeof colour === 'number' ? `#${colour.toString(16).padStart(6, '0')}` : undefined
}
