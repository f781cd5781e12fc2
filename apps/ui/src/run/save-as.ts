/** Hands bytes to the browser's downloads. The name loses what file systems do not take. */
export function saveAs(bytes: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(bytes);
  link.download = name.replace(/[\u0000-\u001f\u007f<>:"/\\|?*]/g, '_');
  link.click();
  // The download has its own reference once it began.
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
