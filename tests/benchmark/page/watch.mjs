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

  /** From the next event of this type until what it leads to has been painted: numbers, styles, layout and paint. */
  const next = type =>
    new Promise(done => {
      const began = event => {
        removeEventListener(type, began, true);
        const start = type === 'input' ? pressed : event.timeStamp;
        // The page computes in the same frame, which is painted before the message is read.
        requestAnimationFrame(() => {
          const { port1, port2 } = new MessageChannel();
          port1.onmessage = () => done(performance.now() - start);
          port2.postMessage(null);
        });
      };
      addEventListener(type, began, true);
    });
  Object.assign(window, { seen, next });
}
