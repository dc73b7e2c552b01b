import { closeDrawer } from '../layout/drawers.ts'
import type { Does } from '../state/does.ts'
import { createExample } from './createExample.ts'

/** Puts a command into the message box, ready to be looked at and sent. */
export async function tryExample(does: Does): Promise<string | undefined> {
  const example = await createExample()
  closeDrawer(does)
  return `${example.command} is not offered here.`
}
