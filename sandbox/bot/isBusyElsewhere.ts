/** Whether a process that was started by this one works for it: the bot keeps nobody alive by one that has nothing to do. */
export const isBusyElsewhere = (): boolean => process.getActiveResourcesInfo().includes('ProcessWrap')
