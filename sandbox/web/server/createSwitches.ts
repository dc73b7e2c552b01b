import type { Switch } from '../protocol.ts'

/** Trouble that can be made and undone. */
export interface Trouble {
  readonly id: string
  readonly label: string
  readonly description: string
  /** Makes it; the returned function undoes it. */
  begin(): Undo | Promise<Undo>
}

export type Undo = () => void | Promise<void>

export interface Switches {
  list(): readonly Switch[]
  has(id: string): boolean
  /** Resolves when it is so; turning to where it stands does nothing. */
  turn(id: string, isOn: boolean): Promise<void>
}

export function createSwitches(troubles: readonly Trouble[], onChange: () => void): Switches {
  const undos = new Map<string, Undo>()
  // One after another: whoever turns quickly gets what they turned last.
  let turning: Promise<void> = Promise.resolve()

  async function turnNow(trouble: Trouble, isOn: boolean): Promise<void> {
    const undo = undos.get(trouble.id)
    if ((undo !== undefined) === isOn) return
    if (undo === undefined) undos.set(trouble.id, await trouble.begin())
    else {
      undos.delete(trouble.id)
      await undo()
    }
    onChange()
  }

  return {
    list: () => troubles.map(({ id, label, description }) => ({ id, label, description, isOn: undos.has(id) })),
    has: (id) => troubles.some((each) => each.id === id),
    turn(id, isOn) {
      const trouble = troubles.find((each) => each.id === id)
      if (trouble === undefined) throw new Error(`There is no switch ${id}`)
      const turned = turning.then(() => turnNow(trouble, isOn))
      turning = turned.catch(() => undefined)
      return turned
    },
  }
}
