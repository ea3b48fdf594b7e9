import { type CceCall, createCall } from "../../client/call.js";
import type { CceClient } from "../../client/client.js";
import { operations } from "../../transport/operation.js";
import type { CallOptions } from "../../client/options.js";
import { type Context, say } from "./context.js";
import { showDuration } from "../terminal/time.js";

type AnyMethod = (params?: object, options?: CallOptions) => CceCall<unknown>;

/** A client that calls `before` before each request that may change something; what that throws, the call fails with. */
export function guardWrites(cce: CceClient, before: () => void): CceClient {
  const methods = Object.entries(cce as Readonly<Record<string, AnyMethod>>).map(([operation, call]) => {
    if (operations[operation as keyof CceClient].method === "GET") return [operation, call] as const;
    const guarded: AnyMethod = (params, options) => {
      const answer = Promise.resolve().then(() => {
        before();
        return call(params, options).withResponse();
      });
      return createCall(answer);
    };
    return [operation, guarded] as const;
  });
  return Object.freeze(Object.fromEntries(methods)) as unknown as CceClient;
}

/** A cancel that is not to be left alone once it has been sent. */
export interface PatientCancel {
  readonly cce: CceClient;
  /** What is cancelled, for people. */
  readonly what: string;
  /** How long it may take after an interruption to find out what became of it, in milliseconds. */
  readonly settleMs: number;
}

/** Nobody need hear of a wait that is over by then. */
const talkAfterMs = 100;

/**
 * Runs `work`, which reads and may cancel with the client it is given. When somebody wants the command to end, its signal
 * fires at once as long as nothing was sent that changes anything. After that it fires when `settleMs` have passed: the
 * effect of a cancel is not to stay unknown because nobody waited for the answer.
 */
export async function withPatience<T>(
  context: Context,
  { cce, what, settleMs }: PatientCancel,
  work: (cce: CceClient, signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const { interrupted, clock } = context;
  const end = new AbortController();
  const endNow = () => {
    end.abort(interrupted.reason);
  };
  let isSent = false;
  let cancelTimers: () => void = () => undefined;
  const onInterruption = () => {
    if (!isSent) {
      endNow();
      return;
    }
    const cancelTalk = clock.after(talkAfterMs, () => {
      const wait = `Waiting up to ${showDuration(settleMs)} to learn what became of the cancel of ${what}`;
      say(context, `Interrupted. ${wait}; Ctrl-C again ends at once.`);
    });
    const cancelEnd = clock.after(settleMs, endNow);
    cancelTimers = () => {
      cancelTalk();
      cancelEnd();
    };
  };
  const patient = guardWrites(cce, () => {
    // Nothing more is sent after an interruption: the signal ends the call before it begins.
    if (interrupted.aborted) endNow();
    isSent = true;
  });
  if (interrupted.aborted) endNow();
  interrupted.addEventListener("abort", onInterruption);
  try {
    return await work(patient, end.signal);
  } finally {
    interrupted.removeEventListener("abort", onInterruption);
    cancelTimers();
  }
}
