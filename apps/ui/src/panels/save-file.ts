/** Offers a text as a download; path parts and control characters leave the name. */
export function saveText(name: string, text: string, type: string): void {
  saveBlob(name, new Blob([text], { type }));
}

export function saveBlob(name: string, blob: Blob): void {
  const address = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = address;
  link.download = name.replace(/[/\\?%*:|"<>\p{Cc}]+/gu, '-');
  link.click();
  URL.revokeObjectURL(address);
}
