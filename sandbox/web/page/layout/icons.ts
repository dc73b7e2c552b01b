import { html, type TemplateResult } from 'lit'

/** The signs of the frame; all of them decoration beside a name. */
export const icons = {
  channel: html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
    <path fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" d="M10 4 8 20M17 4l-2 16M4.5 9h16M3.5 15h16" />
  </svg>`,
  ageRestricted: html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
    <path fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" d="M9.5 4.5 8 20M15.6 15.5 15 20M4.5 9.500H9M3.5 15.500h16" />
    <path fill="currentColor" d="M16.1 1.800a1.6 1.6 0 0 1 2.8 0l4.7 8.800a1.6 1.6 0 0 1-1.4 2.400h-9.400a1.6 1.6 0 0 1-1.4-2.400Z" />
    <path class="icon-cut" fill="none" stroke-width="2" stroke-linecap="round" d="M17.5 5v2.800M17.5 10.600v.01" />
  </svg>`,
  menu: html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
    <path fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" d="M4 6h16M4 12h16M4 18h16" />
  </svg>`,
  panel: html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
    <path fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round" d="m8 8-4 4 4 4m8-8 4 4-4 4M13.5 5l-3 14" />
  </svg>`,
  close: html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
    <path fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" d="M5 5l14 14M19 5 5 19" />
  </svg>`,
  switch: html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
    <path fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round" d="m8 9 4-4 4 4M8 15l4 4 4-4" />
  </svg>`,
  tick: html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
    <path fill="none" stroke="currentColor" stroke-width="2.5" stroke-linecap="round" stroke-linejoin="round" d="m5 12.5 4.5 4.500L19 7.5" />
  </svg>`,
  warning: html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
    <path fill="currentColor" fill-rule="evenodd" d="M12 23a11 11 0 1 0 0-22 11 11 0 0 0 0 22Zm1.4-15.4-.6 6.400a.8.8 0 0 1-1.6 0l-.6-6.400a1.4 1.4 0 1 1 2.8 0ZM12 18.900a1.4 1.4 0 1 1 0-2.8 1.4 1.4 0 0 1 0 2.800Z" />
  </svg>`,
  chevron: html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
    <path fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round" d="m6 9 6 6 6-6" />
  </svg>`,
  unfold: html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
    <path fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round" d="m9 6 6 6-6 6" />
  </svg>`,
} as const satisfies Record<string, TemplateResult>
