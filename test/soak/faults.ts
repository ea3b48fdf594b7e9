import type { Random } from "./random.js";

/** What becomes of one request. */
export interface Fault {
  readonly name: string;
  /** How often it is picked, relative to the others. */
  readonly weight: number;
  /** The methods it is for; both where there is nothing. */
  readonly method?: "GET" | "PATCH";
  /** Whether the service leaves the request alone. */
  readonly unprocessed?: true;
  /** Whether the client can know that. */
  readonly refused?: true;
  /** Whether a request may take effect, or its effect may show, only after the client was told something else. */
  readonly late?: true;
  /** What the mock is asked for in the header `Prefer`. */
  readonly prefer?: string;
  /** The answer of a gateway, given when the service has done its work. */
  readonly instead?: { readonly status: number; readonly type: string; readonly body: string };
}

const refusals = [400, 401, 403, 404, 409, 429, 503];
const gatewayBody = { type: "application/json", body: '{"error_code":"APIGW.0202","error_msg":"Backend timeout"}' };

export const none: Fault = { name: "no fault", weight: 0 };
/** Nothing listens where the request goes; the client decides this, the others are the service's. */
export const noConnection: Fault = { name: "no connection", weight: 0, unprocessed: true, refused: true };
/** The caller's signal fires while the request is on its way. */
export const aborted: Fault = { name: "aborted", weight: 0 };

export const faults: readonly Fault[] = [
  { name: "lost before", weight: 6, unprocessed: true, prefer: "drop=beforeProcessing" },
  { name: "lost after", weight: 4, prefer: "drop=afterProcessing" },
  { name: "cut off", weight: 1, prefer: "truncateBodyAtBytes=20" },
  { name: "other media type", weight: 1, prefer: 'contentType="text/html"' },
  ...refusals.map((status): Fault => ({
    name: `${status}`,
    weight: 0.4,
    unprocessed: true,
    refused: true,
    prefer: `code=${status}`,
  })),
  ...[500, 502, 504].map((status): Fault => ({
    name: `${status} before`,
    weight: 2,
    unprocessed: true,
    prefer: `code=${status}`,
  })),
  ...[500, 502, 504].map((status): Fault => ({
    name: `${status} after`,
    weight: 1,
    instead: { status, ...gatewayBody },
  })),
  { name: "page after", weight: 1, instead: { status: 200, type: "text/html", body: "<html></html>" } },
  { name: "redirect after", weight: 0.5, instead: { status: 302, ...gatewayBody } },
  { name: "slow", weight: 2 },
  { name: "late", weight: 2, late: true },
  { name: "stale read", weight: 2, method: "GET", late: true },
  { name: "stale answer", weight: 2, method: "PATCH" },
];

/** Picks a fault for a request, or {@link none}. */
export function pickFault(random: Random, share: number, method: "GET" | "PATCH", mayBeLate: boolean): Fault {
  if (!random.chance(share)) return none;
  const fitting = faults.filter((fault) => (fault.method ?? method) === method && (mayBeLate || fault.late !== true));
  let rest = random.next() * fitting.reduce((sum, { weight }) => sum + weight, 0);
  return fitting.find(({ weight }) => (rest -= weight) < 0) ?? none;
}
