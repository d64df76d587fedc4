/** What a stroke of the pointer, or a key held down, is told of: on the window, wherever it goes. */
type Listeners = { readonly [Type in keyof WindowEventMap]?: (event: WindowEventMap[Type]) => void };

/** Listens until what it returns is called: a stroke may end in several ways, and none of them may end the next one. */
export function duringStroke(listeners: Listeners): () => void {
  const stroke = new AbortController();
  for (const [type, listener] of Object.entries(listeners))
    addEventListener(type, listener as (event: Event) => void, { signal: stroke.signal });
  return () => stroke.abort();
}
