interface Listening {
  readonly listeners: Set<() => void>;
  readonly fire: () => void;
}

/** One listener of ours at each signal: that of a program may be shared by all its calls, and Node warns of more than ten. */
const listening = new WeakMap<AbortSignal, Listening>();

function listeningAt(signal: AbortSignal): Listening {
  const known = listening.get(signal);
  if (known !== undefined) return known;
  const listeners = new Set<() => void>();
  const fire = () => {
    for (const listener of listeners) listener();
  };
  const added = { listeners, fire };
  listening.set(signal, added);
  return added;
}

/**
 * Calls `listener` when the signal fires; one that has fired already is for the caller to look at.
 *
 * @returns What takes the listener away; to be called in any case.
 */
export function onAbort(signal: AbortSignal | undefined, listener: () => void): () => void {
  if (signal === undefined) return () => undefined;
  const { listeners, fire } = listeningAt(signal);
  if (listeners.size === 0) signal.addEventListener("abort", fire);
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) signal.removeEventListener("abort", fire);
  };
}
