import type { Renderer } from '../domain/contracts/delivery.ts'
import type { Catalogue } from '../domain/models.ts'
import { renderNotice } from './renderNotice.ts'
import { renderStatus } from './renderStatus.ts'

/** What delivery is given to draw with. */
export function createRenderer(catalogue: Catalogue): Renderer {
  return {
    status(generation, options) {
      const profile = catalogue.find(({ id }) => id === generation.provider)
      return renderStatus(generation, options, profile?.resultLifetime)
    },
    notice: renderNotice,
  }
}
