/**
 * Calls a hook of the caller. Whatever it throws or rejects with is ignored: a failing log must not turn a cancel that
 * worked into one that seems to have failed.
 */
export function notify<T extends unknown[]>(hook: ((...event: T) => unknown) | undefined, ...event: T): void {
  try {
    Promise.resolve(hook?.(...event)).catch(() => undefined);
  } catch {
    // Ignored like a rejection.
  }
}
