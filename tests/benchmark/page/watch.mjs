// Runs in the page before it does: keeps what the browser reports, and times what an input leads to.

/** To be given to the page as it stands. */
export function watch() {
  const seen = { tasks: [], shifts: [], inputs: [] };
  const observe = (type, keep, options = {}) => {
    if (!PerformanceObserver.supportedEntryTypes.includes(type)) return;
    new PerformanceObserver(list => list.getEntries().forEach(keep)).observe({ type, buffered: true, ...options });
  };
  observe('longtask', ({ startTime, duration }) => seen.tasks.push({ startTime, duration }));
  observe('layout-shift', ({ value, hadRecentInput }) => hadRecentInput || seen.shifts.push(value));
  observe('event', entry => entry.interactionId && seen.inputs.push(entry.duration), { durationThreshold: 16 });

  // A key comes before what it types.
  let pressed = 0;
  addEventListener('keydown', event => (pressed = event.timeStamp), true);

  /** The weights: as they are spoken, or some pixels of a picture. To read all of them would itself be a long task of the page. */
  const shown = () => {
    const matrix = document.querySelector('attention-matrix[data-stage="weights"]');
    const canvas = matrix?.querySelector('canvas');
    if (!canvas) return [...(matrix?.querySelectorAll('.cell') ?? [])].map(cell => cell.ariaLabel).join();
    const [width, height] = [canvas.width, 4];
    const copy = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
    copy.drawImage(canvas, 0, canvas.height - height, width, height, 0, 0, width, height);
    return copy.getImageData(0, 0, width, height).data.join();
  };

  /** Once the frame that is due has been painted: numbers, styles, layout and paint. Ahead of what else has waited for that. */
  const painted = then => requestAnimationFrame(() => scheduler.postTask(then, { priority: 'user-blocking' }));

  /**
   * From the next event of this type until what it leads to has been painted: in the same frame or, where a figure takes
   * several tasks, in the first one with other weights than `before`.
   */
  const next = (type, before) =>
    new Promise(done => {
      const began = event => {
        removeEventListener(type, began, true);
        const start = type === 'input' ? pressed : event.timeStamp;
        const end = () => {
          const took = performance.now() - start;
          if (before !== null && shown() === before && took < 10_000) painted(end);
          else done(took);
        };
        painted(end);
      };
      addEventListener(type, began, true);
    });
  Object.assign(window, { seen, shown, next });
}
