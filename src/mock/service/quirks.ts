import type { components } from "../../../generated/types.gen.js";
import { CceConfigError } from "../../base/errors.js";
import type { UpgradeWorkFlow } from "./workflow.js";

/** What the vendor's sources disagree on, or do not say. */
export interface MockQuirks {
  /** Whether the list of workflows is the newest one as a bare object; default `false`, an array. */
  readonly itemsAsObject?: boolean;
  /** How every line of a workflow says whether it is critical; by default a line says what the state says of it. */
  readonly critical?: "boolean" | "text";
  /** Whether a retry gives the upgrade task a new ID; default `false`, it keeps its ID. */
  readonly retryTakesNewId?: boolean;
}

const allowed: Readonly<Record<keyof MockQuirks, readonly unknown[]>> = {
  itemsAsObject: [true, false],
  critical: ["boolean", "text"],
  retryTakesNewId: [true, false],
};

/**
 * Checks quirks that may come from JavaScript.
 *
 * @throws {@link CceConfigError} that names the quirk at fault.
 */
export function checkQuirks(quirks: MockQuirks): void {
  for (const [name, value] of Object.entries(quirks)) {
    const values = Object.hasOwn(allowed, name) ? allowed[name as keyof MockQuirks] : undefined;
    if (values === undefined) {
      throw new CceConfigError(
        `quirks.${name}`,
        `There is no quirk ${name}. There are: ${Object.keys(allowed).join(", ")}.`,
      );
    }
    if (value !== undefined && !values.includes(value)) {
      throw new CceConfigError(`quirks.${name}`, `The quirk ${name} is ${values.join(" or ")}.`);
    }
  }
}

/** A workflow in the form that is asked for. */
export function workflowOf(workflow: UpgradeWorkFlow, { critical: form }: MockQuirks): UpgradeWorkFlow {
  const lineStatuses = workflow.status?.lineStatuses;
  if (form === undefined || lineStatuses === undefined) return workflow;
  const shown = lineStatuses.map(({ critical = false, ...line }) => ({
    ...line,
    critical: form === "text" ? String(critical) : String(critical) === "true",
  }));
  return { ...workflow, status: { ...workflow.status, lineStatuses: shown } };
}

/** The items of a list in the form that is asked for. */
export function listOf(
  workflows: readonly UpgradeWorkFlow[],
  quirks: MockQuirks,
): Pick<components["schemas"]["UpgradeWorkFlowList"], "items"> {
  const items = workflows.map((workflow) => workflowOf(workflow, quirks));
  const [newest] = items.slice(-1);
  if (!quirks.itemsAsObject) return { items };
  return newest === undefined ? {} : { items: newest };
}
