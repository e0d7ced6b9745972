/** Whether what had the focus is gone: whoever has a keyboard alone would begin anew at the top of the page. */
export function isFocusLost(): boolean {
  return document.activeElement === null || document.activeElement === document.body;
}
