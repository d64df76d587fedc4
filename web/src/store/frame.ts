let painting = false;
let due = false;

/**
 * Works before the next frame, once for all that a task asks for: at once where nothing has been drawn since the last frame, as
 * the browser then draws in a task of its own; or else in the frame itself, so that inputs that come faster are drawn together.
 */
export function beforeFrame(work: () => void): void {
  const wait = due ? requestAnimationFrame : queueMicrotask;
  due = true;
  requestAnimationFrame(paint);
  wait(work);
}

/** As long as a frame is worked on, `painted` asks for no other. */
function paint(): void {
  painting = true;
  setTimeout(() => {
    painting = false;
    due = false;
  });
}

/** When the frame that is due has been painted. Another one is not asked for: after a key browsers let everything wait for it. */
export const painted = (): Promise<void> =>
  new Promise(done => {
    if (painting) setTimeout(done);
    else requestAnimationFrame(() => setTimeout(done));
  });
