import type { components } from "../../generated/types.gen.js";
import { type Checks, checkOptions } from "../base/checks.js";
import type { Clock } from "../base/clock.js";
import type { CceClient } from "../client/client.js";
import { Attempt, type AttemptOptions, isRefusal, isWithoutEffect } from "./attempt.js";
import { type ActionStep, CceActionOutcomeUnknownError, CceActionRefusedError, type UpgradeAction } from "./errors.js";
import type { ActionReason, UpgradeState } from "./explainAction.js";
import { newestTask, objectsIn } from "./objects.js";
import { type FoundWorkflow, targetById, type WorkflowTarget } from "./target.js";

type UpgradeWorkFlow = components["schemas"]["UpgradeWorkFlow"];

/** Options of {@link retryUpgrade} and {@link confirmUpgrade}. */
export type ActionOptions = AttemptOptions<ActionStep>;

/** What an action has started. */
export interface ActionResult<Task> {
  /** The workflow as last read: after the action only if its effect had to be looked for. */
  readonly workflow: UpgradeWorkFlow;
  /** The task that was started, as first seen; `undefined` if only the workflow shows that there is one. */
  readonly task: Task | undefined;
  /** The newest task of this kind before the action; `undefined` if there was none or the order is not known. */
  readonly previousTask: Task | undefined;
  /**
   * Who started it: `this-call` if the service confirmed this request; `unknown` if this request may have been lost and
   * the task may be another's.
   */
  readonly startedBy: "this-call" | "unknown";
  /** The steps taken, in order. */
  readonly steps: readonly ActionStep[];
}

/** A list of tasks as the service sends it. */
export interface TaskList<Task> {
  readonly items?: readonly Task[] | Task | null;
}

/** The proof that an action took effect, with the task that it started as far as it is known. */
export interface Effect<Task> {
  readonly task: Task | undefined;
}

/** What was read after an action; what could not be read is missing. */
export type SeenState<Task> = { readonly [Part in keyof UpgradeState<Task>]: UpgradeState<Task>[Part] | undefined };

/** An action on the upgrade of a cluster. */
export interface Action<Task> {
  readonly name: UpgradeAction;
  readonly show: () => Promise<UpgradeWorkFlow>;
  /** Lists the tasks of the kind that the action starts; absent if there is no such operation. */
  readonly list?: () => Promise<TaskList<Task>>;
  /** Every reason why the state does not allow the action. */
  readonly judge: (state: UpgradeState<Task>) => readonly ActionReason[];
  /** Sends the request; only in a state that {@link judge} allows. */
  readonly send: (state: UpgradeState<Task>) => Promise<Task | undefined>;
  /** The effect that the response to the request proves. Throws if it proves a failure. */
  readonly resultOf: (response: Task | undefined) => Effect<Task> | undefined;
  /** The effect that shows in what was read later, by this request or another. */
  readonly effectIn: (now: SeenState<Task>, before: UpgradeState<Task>) => Effect<Task> | undefined;
}

class SafeAction<Task extends object> {
  private readonly attempt: Attempt<ActionStep["action"]>;
  private lastSeen: UpgradeWorkFlow | undefined;

  constructor(
    private readonly action: Action<Task>,
    options: ActionOptions,
    clock: Clock,
  ) {
    this.attempt = new Attempt(options, clock);
  }

  async run(): Promise<ActionResult<Task>> {
    const before = await this.read();
    const reasons = this.action.judge(before);
    if (reasons.length > 0) throw this.refusal(reasons, before.workflow);
    let response: Task | undefined;
    try {
      response = await this.attempt.step(this.action.name, this.action.send(before));
    } catch (error) {
      if (isWithoutEffect(error)) return this.refused(error);
      return this.settle(before, "unknown", error);
    }
    const result = this.action.resultOf(response);
    // The service accepted the action, but the response does not show what it started.
    if (result === undefined) return this.settle(before, "this-call");
    return this.result(before, result, "this-call");
  }

  private result(
    before: UpgradeState<Task>,
    { task }: Effect<Task>,
    startedBy: ActionResult<Task>["startedBy"],
  ): ActionResult<Task> {
    const { steps } = this.attempt;
    const workflow = this.lastSeen ?? before.workflow;
    return { workflow, task, previousTask: newestTask(before.tasks), startedBy, steps };
  }

  /** The action had no effect. If the service refused it, the state may show why. */
  private async refused(error: unknown): Promise<never> {
    const now = isRefusal(error) ? await this.read().catch(() => undefined) : undefined;
    const reasons = now === undefined ? [] : this.action.judge(now);
    if (now === undefined || reasons.length === 0) throw error;
    throw this.refusal(reasons, now.workflow, { cause: error });
  }

  /** Looks for the effect of an action until it shows or `settleMs` have passed. Never sends the action again. */
  private async settle(
    before: UpgradeState<Task>,
    startedBy: ActionResult<Task>["startedBy"],
    cause?: unknown,
  ): Promise<ActionResult<Task>> {
    const read = async () => {
      const workflow = await this.readWorkflow().catch(() => undefined);
      this.lastSeen = workflow ?? this.lastSeen;
      const tasks = await this.readTasks().catch(() => undefined);
      return this.action.effectIn({ workflow, tasks }, before);
    };
    const effect = await this.attempt.look(read, () => true);
    if (effect !== undefined) return this.result(before, effect, startedBy);
    const { name } = this.action;
    throw new CceActionOutcomeUnknownError(name, this.lastSeen, this.attempt.steps, this.attempt.causeOf(cause));
  }

  private refusal(reasons: readonly ActionReason[], workflow: UpgradeWorkFlow, options?: ErrorOptions) {
    return new CceActionRefusedError(this.action.name, reasons, workflow, this.attempt.steps, options);
  }

  private async read(): Promise<UpgradeState<Task>> {
    return { workflow: await this.readWorkflow(), tasks: await this.readTasks() };
  }

  private readWorkflow(): Promise<UpgradeWorkFlow> {
    return this.attempt.step("read", this.action.show());
  }

  private async readTasks(): Promise<readonly Task[]> {
    const list = this.action.list?.();
    if (list === undefined) return [];
    const { items } = await this.attempt.step("read-tasks", list, (tasks) => newestTask(tasks.items));
    return objectsIn(items);
  }
}

/** Reads the state of an upgrade, as an action does before it sends anything. */
export async function stateFor<Task extends object>({ show, list }: Action<Task>): Promise<UpgradeState<Task>> {
  return { workflow: await show(), tasks: objectsIn((await list?.())?.items) };
}

/** Reads, judges, sends once, and looks for the effect if the outcome is unknown or does not show. */
export async function act<Task extends object, Options extends ActionOptions>(
  createAction: (cce: CceClient, target: WorkflowTarget, options: Options) => Action<Task>,
  cce: CceClient,
  target: WorkflowTarget | FoundWorkflow,
  { options, checks, clock }: { readonly options: Options; readonly checks: Checks<Options>; readonly clock: Clock },
): Promise<ActionResult<Task>> {
  checkOptions(options, checks);
  // A copy, because the caller may change the options while this runs.
  const copy = { ...options };
  return new SafeAction(createAction(cce, targetById(target), copy), copy, clock).run();
}
