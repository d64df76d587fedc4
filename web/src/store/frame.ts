let painting = false;

/** Works in the next frame, which `painted` then waits for. */
export function onFrame(work: () => void): number {
  return requestAnimationFrame(() => {
    painting = true;
    setTimeout(() => {
      painting = false;
    });
    work();
  });
}

/** When the frame that is due has been painted. Another one is not asked for: after a key browsers let everything wait for it. */
export const painted = (): Promise<void> =>
  new Promise(done => {
    if (painting) setTimeout(done);
    else requestAnimationFrame(() => setTimeout(done));
  });
