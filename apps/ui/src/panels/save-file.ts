/** Offers a text as a download; path parts and control characters leave the name. */
export function saveText(name: string, text: string, type: string): void {
  const address = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name.replace(/[/\\?%*:|"<>\p{Cc}]+/gu, '-');
  link.click();
  URL.revokeObjectURL(address);
}
