import { nothing, type TemplateResult } from 'lit'
import type { Does } from '../state/does.ts'
import type { State } from '../state/state.ts'

export function drawModal(_state: State, _does: Does): TemplateResult | typeof nothing {
  return nothing
}
