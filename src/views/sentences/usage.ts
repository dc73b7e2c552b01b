/** What was used and what is left. `when` is "in 5 hours (Friday, January 16, 2026 1:00 AM)". */
export const usageSentences = {
  personTitle: '### Your videos today',
  serverTitle: '### This server this month',
  videos: (used: number, limit: number, left: number) => `${used} of ${limit} used, ${left} left`,
  attempts: (used: number, limit: number) => `${used} of ${limit} asked for, cancelled and failed ones included`,
  open: (count: number, limit: number) => `${count} of ${limit} on their way at the moment`,
  money: (used: string, budget: string, left: string) => `${used} of ${budget} used, ${left} left`,
  moneyUnlimited: (used: string) => `${used} used, without a limit`,
  reserved: (amount: string) => `${amount} of that is set aside for videos on their way.`,
  unknown: (amount: string) =>
    `${amount} of that is not certain: the video service did not say whether it charged for it.`,
  notCounted: 'What costs nothing does not count.',
  renews: (when: string) => `Renews ${when}.`,
  whoSees: 'Only members who may manage this server see this part.',
} as const
