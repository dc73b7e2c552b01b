/** What stands in the column "goal": met, or by what it was missed and why. */
export function judge(isMet: boolean, reason: string): string {
  return isMet ? 'met' : `missed: ${reason}`
}
