/**
 * Puts a text on the clipboard; answers whether it got there. Browsers offer `navigator.clipboard` on https and localhost
 * only: elsewhere, as on a lab server's plain http address, the older command does it.
 */
export async function copyText(text: string): Promise<boolean> {
  try {
    // Absent outside secure contexts, whatever the types say.
    const clipboard = (navigator as { clipboard?: Clipboard }).clipboard;
    if (clipboard) {
      await clipboard.writeText(text);
      return true;
    }
  } catch {
    // Refused, as in a frame without the permission: the older command may still be allowed.
  }
  return copyBySelection(text);
}

function copyBySelection(text: string): boolean {
  const before = document.activeElement;
  const field = document.createElement('textarea');
  field.value = text;
  field.readOnly = true;
  field.style.cssText = 'position: fixed; top: 0; opacity: 0;';
  // Inside an open dialog: what lies outside of it may not take the focus.
  (before?.closest('[role="dialog"], [role="menu"]') ?? document.body).append(field);
  field.select();
  const copied = document.execCommand('copy');
  field.remove();
  if (before instanceof HTMLElement) before.focus();
  return copied;
}
