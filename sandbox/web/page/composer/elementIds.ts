/** The ids of what can have the focus. */
export const textId = 'composer-text'
export const moreId = 'composer-more'
export const listId = 'composer-list'
export const fieldId = (option: string): string => `composer-option-${option}`
export const problemId = (option: string): string => `composer-problem-${option}`
export const stripId = 'composer-strip'
