/** The element of a message. */
export const messageElementId = (messageId: string): string => `message-${messageId}`

/** Scrolls to a message and lets it light up, as Discord does when an answer's first line is pressed. */
export function jumpToMessage(messageId: string): void {
  const element = document.getElementById(messageElementId(messageId))
  if (element === null) return
  element.scrollIntoView({ block: 'center' })
  element.focus({ preventScroll: true })
  element.animate([{ backgroundColor: 'rgb(88 101 242 / 25%)' }, { backgroundColor: 'transparent' }], {
    duration: 2_000,
    easing: 'ease-in',
  })
}
