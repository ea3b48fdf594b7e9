interface Registered {
  readonly listeners: Set<() => void>;
  readonly fire: () => void;
}

/** One listener of ours per signal: all calls of a program may share a signal, and Node warns beyond ten listeners. */
const registered = new WeakMap<AbortSignal, Registered>();

function registeredFor(signal: AbortSignal): Registered {
  const known = registered.get(signal);
  if (known !== undefined) return known;
  const listeners = new Set<() => void>();
  const fire = () => {
    for (const listener of listeners) listener();
  };
  const added = { listeners, fire };
  registered.set(signal, added);
  return added;
}

/**
 * Calls `listener` when the signal fires. A signal that has already fired calls nothing: check it first.
 *
 * @returns A function that removes the listener; always call it.
 */
export function onAbort(signal: AbortSignal | undefined, listener: () => void): () => void {
  if (signal === undefined) return () => undefined;
  const { listeners, fire } = registeredFor(signal);
  if (listeners.size === 0) signal.addEventListener("abort", fire);
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) signal.removeEventListener("abort", fire);
  };
}
