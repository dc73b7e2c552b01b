/** The element of a message. */
export const messageElementId = (messageId: string): string => `message-${messageId}`

/** Scrolls to a message and lets it light up, as Discord does when an answer's first line is pressed. */
export function jumpToMessage(messageId: string): void {
  const element = document.getElementById(messageElementId(messageId))
  if (element === null) return
  element.scrollIntoView({ block: 'center' })
  // The message is a shadow host: if itself could have the focus in this way, the keys would get to nothing inside of it.
  element.querySelector<HTMLElement>('.message-body')?.focus({ preventScroll: true })
  element.animate([{ backgroundColor: 'rgb(88 101 242 / 25%)' }, { backgroundColor: 'transparent' }], {
    duration: 2_000,
    easing: 'ease-in',
  })
}
