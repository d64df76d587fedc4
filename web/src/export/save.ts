/** Gives the reader a file. */
export function save(name: string, content: Blob | string, type = 'text/plain;charset=utf-8'): void {
  const blob = typeof content === 'string' ? new Blob([content], { type }) : content;
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  // The browser has it once the click was dealt with.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
