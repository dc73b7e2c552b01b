import type { Renderer } from '../domain/contracts/delivery.ts'
import type { Generation } from '../domain/generation.ts'
import type { Catalogue } from '../domain/models.ts'
import type { Policy } from '../domain/policy.ts'
import { leaveButtonsOut } from './components.ts'
import { renderDirectNotice, renderNotification } from './notification.ts'
import { renderStatus } from './statusMessage.ts'
import { chooseLocale, selectTexts } from './text/texts.ts'

/** What delivery is given to render with. */
export function createRenderer(catalogue: Catalogue, policy: Pick<Policy, 'allowUserInstall'>): Renderer {
  return {
    status(generation, options) {
      const profile = catalogue.find(({ id }) => id === generation.provider)
      const texts = chooseTexts(generation, options.isPrivate)
      const view = renderStatus(
        texts,
        generation,
        { ...options, mayAskDirectly: policy.allowUserInstall },
        profile?.resultLifetime,
      )
      return options.isCopy === true ? leaveButtonsOut(view) : view
    },
    notification([first, ...others], withPrompt) {
      if (first === undefined) return undefined
      return renderNotification(chooseTexts(first.generation, false), [first, ...others], withPrompt)
    },
    directNotice: (notice) => renderDirectNotice(chooseTexts(notice.generation, true), notice),
  }
}

function chooseTexts({ origin }: Generation, isPrivate: boolean) {
  return selectTexts(chooseLocale(origin, isPrivate || origin.ephemeral))
}
