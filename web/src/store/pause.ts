/** Ends a task of the page: it answers what was done meanwhile, and goes on in another. */
export function pause(): Promise<void> {
  return new Promise(done => setTimeout(done));
}
