import type { Renderer } from '../domain/contracts/delivery.ts'
import { renderNotice } from './renderNotice.ts'
import { renderStatus } from './renderStatus.ts'

/** What delivery is given to draw with. */
export const renderer: Renderer = { status: renderStatus, notice: renderNotice }
