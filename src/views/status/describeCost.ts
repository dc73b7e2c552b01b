import { type Generation, isFinal } from '../../domain/generation.ts'
import { formatMoney } from '../../domain/money.ts'
import { settingLabels } from '../sentences/settings.ts'
import { formatElapsed } from '../text/formatTime.ts'

/** What it costs, and how sure that is; with the render time once it is made. Nothing where no video came of it. */
export function describeCost(generation: Generation): string | undefined {
  if (!isFinal(generation)) return `-# ${settingLabels.estimate(formatMoney(generation.reserved))}`
  if (generation.state !== 'succeeded') return undefined
  const { submittedAt, finishedAt } = generation
  const labels = [
    describeSettlement(generation),
    ...(submittedAt === undefined || finishedAt === undefined
      ? []
      : [settingLabels.renderTime(formatElapsed(finishedAt - submittedAt))]),
  ]
  return `-# ${labels.join(' · ')}`
}

function describeSettlement({ settlement, reserved }: Generation): string {
  if (settlement === undefined) return settingLabels.estimate(formatMoney(reserved))
  switch (settlement.basis) {
    case 'reported':
      return settingLabels.cost(formatMoney(settlement.spent))
    case 'estimated':
      return settingLabels.estimatedCost(formatMoney(settlement.spent))
    case 'none':
      return settingLabels.noCost
    case 'unknown':
      return settingLabels.unknownCost
  }
}
