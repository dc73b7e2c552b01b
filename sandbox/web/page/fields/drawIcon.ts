import { html, type TemplateResult } from 'lit'

const paths = {
  bin: 'M9 3h6l1 2h4v2H4V5h4l1-2ZM6 9h12l-1 11a1 1 0 0 1-1 1H8a1 1 0 0 1-1-1L6 9Zm3.5 2 .5 8h1l-.4-8h-1.1Zm3.9 0-.4 8h1l.5-8h-1.1Z',
  cross: 'm18.3 7.1-1.4-1.4-4.9 4.9-4.9-4.9-1.4 1.4 4.9 4.9-4.9 4.9 1.4 1.4 4.9-4.9 4.9 4.9 1.4-1.4-4.9-4.9 4.9-4.9Z',
  file: 'M6 2h8l6 6v13a1 1 0 0 1-1 1H6a2 2 0 0 1-2-2V4a2 2 0 0 1 2-2Zm7 1.5V9h5.5L13 3.5Z',
  plus: 'M11 4h2v7h7v2h-7v7h-2v-7H4v-2h7V4Z',
  send: 'M3.4 20.4 22 12 3.4 3.6 3.4 10.1 15 12 3.4 13.9Z',
  tick: 'M9.5 17.6 4.4 12.5l1.4-1.4 3.7 3.7 8.7-8.7 1.4 1.4Z',
  upload: 'M11 16V7.8L7.9 10.9 6.5 9.5 12 4l5.5 5.5-1.4 1.4L13 7.8V16h-2Zm-7 1h2v2h12v-2h2v4H4v-4Z',
} as const

/** A small picture that only goes with words. */
export const drawIcon = (name: keyof typeof paths): TemplateResult => html`
  <svg class="icon" viewBox="0 0 24 24" width="20" height="20" aria-hidden="true"><path fill="currentColor" d=${paths[name]} /></svg>
`
