/** Whether the focus is in the message box, or nowhere: whoever has gone on to something else keeps it there. */
export function isWriting(): boolean {
  const { activeElement } = document
  return activeElement === null || activeElement === document.body || activeElement.closest('.composer') !== null
}
