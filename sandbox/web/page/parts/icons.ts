import { html, nothing, type TemplateResult } from 'lit'
import { paintAvatar } from '../../client/pictures.ts'
import type { Place } from '../../protocol.ts'

const iconPaths = {
  bin: 'M9 3h6l1 2h4v2H4V5h4l1-2ZM6 9h12l-1 11a1 1 0 0 1-1 1H8a1 1 0 0 1-1-1L6 9Zm3.5 2 .5 8h1l-.4-8h-1.1Zm3.9 0-.4 8h1l.5-8h-1.1Z',
  cross: 'm18.3 7.1-1.4-1.4-4.9 4.9-4.9-4.9-1.4 1.4 4.9 4.9-4.9 4.9 1.4 1.4 4.9-4.9 4.9 4.9 1.4-1.4-4.9-4.9 4.9-4.9Z',
  file: 'M6 2h8l6 6v13a1 1 0 0 1-1 1H6a2 2 0 0 1-2-2V4a2 2 0 0 1 2-2Zm7 1.5V9h5.5L13 3.5Z',
  plus: 'M11 4h2v7h7v2h-7v7h-2v-7H4v-2h7V4Z',
  send: 'M3.4 20.4 22 12 3.4 3.6 3.4 10.1 15 12 3.4 13.9Z',
  tick: 'M9.5 17.6 4.4 12.5l1.4-1.4 3.7 3.7 8.7-8.7 1.4 1.4Z',
  upload: 'M11 16V7.8L7.9 10.9 6.5 9.5 12 4l5.5 5.5-1.4 1.4L13 7.8V16h-2Zm-7 1h2v2h12v-2h2v4H4v-4Z',
} as const

/** A small picture that only goes with words. */
export const drawIcon = (name: keyof typeof iconPaths): TemplateResult => html`
  <svg class="icon" viewBox="0 0 24 24" width="20" height="20" aria-hidden="true"><path fill="currentColor" d=${iconPaths[name]} /></svg>
`

const drawStroke = (path: string, width = 2): TemplateResult => html`
  <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
    <path fill="none" stroke="currentColor" stroke-width=${width} stroke-linecap="round" stroke-linejoin="round" d=${path} />
  </svg>
`

/** The signs of the frame; all of them decoration beside a name. */
export const icons = {
  channel: drawStroke('M10 4 8 20M17 4l-2 16M4.5 9h16M3.5 15h16'),
  ageRestricted: html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
    <path fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" d="M9.5 4.5 8 20M15.6 15.5 15 20M4.5 9.500H9M3.5 15.500h16" />
    <path fill="currentColor" d="M16.1 1.800a1.6 1.6 0 0 1 2.8 0l4.7 8.800a1.6 1.6 0 0 1-1.4 2.400h-9.400a1.6 1.6 0 0 1-1.4-2.400Z" />
    <path class="icon-cut" fill="none" stroke-width="2" stroke-linecap="round" d="M17.5 5v2.800M17.5 10.600v.01" />
  </svg>`,
  thread: drawStroke('M5 4v9a4 4 0 0 0 4 4h9m-4-4 4 4-4 4'),
  menu: drawStroke('M4 6h16M4 12h16M4 18h16'),
  panel: drawStroke('m8 8-4 4 4 4m8-8 4 4-4 4M13.5 5l-3 14'),
  close: drawStroke('M5 5l14 14M19 5 5 19'),
  switch: drawStroke('m8 9 4-4 4 4M8 15l4 4 4-4'),
  tick: drawStroke('m5 12.5 4.5 4.500L19 7.5', 2.5),
  warning: html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
    <path fill="currentColor" fill-rule="evenodd" d="M12 23a11 11 0 1 0 0-22 11 11 0 0 0 0 22Zm1.4-15.4-.6 6.400a.8.8 0 0 1-1.6 0l-.6-6.400a1.4 1.4 0 1 1 2.8 0ZM12 18.900a1.4 1.4 0 1 1 0-2.8 1.4 1.4 0 0 1 0 2.800Z" />
  </svg>`,
  chevron: drawStroke('m6 9 6 6 6-6'),
  unfold: drawStroke('m9 6 6 6-6 6'),
} as const satisfies Record<string, TemplateResult>

/** Beside the name of a place of the server. */
export const drawChannelSign = ({ kind, parentId }: Pick<Place, 'kind' | 'parentId'>): TemplateResult =>
  parentId !== undefined ? icons.thread : kind === 'ageRestricted' ? icons.ageRestricted : icons.channel

const signPaths = {
  channel:
    'M10.99 3.16A1 1 0 1 0 9 2.84L8.15 8H4a1 1 0 0 0 0 2h3.82l-.67 4H3a1 1 0 1 0 0 2h3.82l-.8 4.84a1 1 0 0 0 1.97.32L8.85 16h4.97l-.8 4.84a1 1 0 0 0 1.97.32l.86-5.16H20a1 1 0 1 0 0-2h-3.82l.67-4H21a1 1 0 1 0 0-2h-3.82l.8-4.84a1 1 0 1 0-1.97-.32L15.15 8h-4.97l.8-4.84ZM14.15 14l.67-4H9.85l-.67 4h4.97Z',
  eye: 'M12 5c6.2 0 9.5 5.4 10.3 6.9.1.1.1.1 0 .2C21.500 13.600 18.200 19 12 19S2.500 13.600 1.700 12.100c-.1-.1-.1-.1 0-.2C2.500 10.400 5.800 5 12 5Zm0 3a4 4 0 1 0 0 8 4 4 0 0 0 0-8Z',
  warning:
    'M10.3 3.100a2 2 0 0 1 3.4 0l8.300 14.900A2 2 0 0 1 20.300 21H3.700A2 2 0 0 1 2 18l8.300-14.900ZM11 9v5a1 1 0 1 0 2 0V9a1 1 0 1 0-2 0Zm1 7.200a1.200 1.200 0 1 0 0 2.400 1.200 1.200 0 0 0 0-2.400Z',
  reply: 'M10 9V5l-7 7 7 7v-4.100c5 0 8.500 1.600 11 5.100-1-5-4-10-11-11Z',
  more: 'M4 14a2 2 0 1 0 0-4 2 2 0 0 0 0 4Zm10-2a2 2 0 1 1-4 0 2 2 0 0 1 4 0Zm8 0a2 2 0 1 1-4 0 2 2 0 0 1 4 0Z',
  launch:
    'M15 2a1 1 0 0 1 1-1h6a1 1 0 0 1 1 1v6a1 1 0 1 1-2 0V4.400l-9.300 9.300a1 1 0 0 1-1.400-1.400L19.600 3H16a1 1 0 0 1-1-1ZM5 2a3 3 0 0 0-3 3v14a3 3 0 0 0 3 3h14a3 3 0 0 0 3-3v-6a1 1 0 1 0-2 0v6a1 1 0 0 1-1 1H5a1 1 0 0 1-1-1V5a1 1 0 0 1 1-1h6a1 1 0 1 0 0-2H5Z',
  expand:
    'M5.300 9.300a1 1 0 0 1 1.400 0l5.300 5.300 5.300-5.300a1 1 0 1 1 1.400 1.400l-6 6a1 1 0 0 1-1.400 0l-6-6a1 1 0 0 1 0-1.400Z',
  next: 'M9.300 5.300a1 1 0 0 0 0 1.400l5.300 5.300-5.300 5.300a1 1 0 1 0 1.400 1.400l6-6a1 1 0 0 0 0-1.400l-6-6a1 1 0 0 0-1.400 0Z',
  copy: 'M3 16a1 1 0 0 1-1-1V5a3 3 0 0 1 3-3h10a1 1 0 1 1 0 2H5a1 1 0 0 0-1 1v10a1 1 0 0 1-1 1ZM9 6a3 3 0 0 0-3 3v10a3 3 0 0 0 3 3h10a3 3 0 0 0 3-3V9a3 3 0 0 0-3-3H9Z',
  bin: 'M14.250 1c.410 0 .750.340.750.750V3h5.250c.410 0 .750.340.750.750v.500c0 .410-.340.750-.750.750H3.750A.750.750 0 0 1 3 4.250v-.500c0-.410.340-.750.750-.750H9V1.750c0-.410.340-.750.750-.750h4.500ZM5.060 7a1 1 0 0 0-1 1.060l.760 12.130a3 3 0 0 0 3 2.810h8.360a3 3 0 0 0 3-2.810l.750-12.130a1 1 0 0 0-1-1.060H5.070ZM11 12a1 1 0 1 0-2 0v6a1 1 0 1 0 2 0v-6Zm3-1a1 1 0 0 1 1 1v6a1 1 0 1 1-2 0v-6a1 1 0 0 1 1-1Z',
  cross:
    'M17.300 18.700a1 1 0 0 0 1.400-1.400L13.420 12l5.300-5.300a1 1 0 0 0-1.420-1.400L12 10.580l-5.300-5.300a1 1 0 0 0-1.400 1.420L10.580 12l-5.300 5.300a1 1 0 1 0 1.420 1.400L12 13.420l5.300 5.300Z',
  apps: 'M7.500 2h9A5.500 5.500 0 0 1 22 7.500v9a5.500 5.500 0 0 1-5.500 5.500h-9A5.500 5.500 0 0 1 2 16.500v-9A5.500 5.500 0 0 1 7.500 2Zm.9 4.500a1.900 1.900 0 1 0 0 3.800 1.900 1.900 0 0 0 0-3.800Zm5.700.4v3h3.100v-3h-3.100Zm-7.400 7v3.200h3.300v-3.200H6.700Zm9 -.3-2 3.600h4l-2-3.600Z',
} as const

/** A small picture that only goes with words. */
export const drawSign = (name: keyof typeof signPaths): TemplateResult => html`
  <svg class="sign" viewBox="0 0 24 24" aria-hidden="true"><path fill="currentColor" fill-rule="evenodd" d=${signPaths[name]} /></svg>
`

/** Three moving dots: something is on its way. */
export const drawDots = (): TemplateResult =>
  html`<span class="thinking-dots" aria-hidden="true"><i></i><i></i><i></i></span>`

export type Presence = 'online' | 'offline'

/** Somebody's picture beside their name, where wanted with the dot that says whether they are there. */
export function drawAvatar(id: string, name: string, presence?: Presence): TemplateResult {
  return html`<span class="avatar" aria-hidden="true">
    <img src=${paintAvatar(id, name)} alt="" draggable="false" />
    ${presence === undefined ? nothing : html`<i class="presence" data-presence=${presence}></i>`}
  </span>`
}
