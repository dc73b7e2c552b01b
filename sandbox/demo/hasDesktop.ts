/** Where a program runs. */
export interface Surroundings {
  readonly platform: string
  readonly variables: Readonly<Record<string, string | undefined>>
  /** Whether somebody reads what it writes. */
  readonly isTerminal: boolean
}

/** Whether a browser that is opened here is seen by whoever started the program. */
export function hasDesktop({ platform, variables, isTerminal }: Surroundings): boolean {
  if (!isTerminal || variables.CI !== undefined || variables.SSH_CONNECTION !== undefined) return false
  if (platform === 'darwin' || platform === 'win32') return true
  return (variables.DISPLAY ?? '') !== '' || (variables.WAYLAND_DISPLAY ?? '') !== ''
}
