import fc from "fast-check";
import type { PrecheckClusterTask } from "../../../src/index.js";
import { newestTask } from "../../../src/workflow/objects.js";
import { failedCheckItems } from "../../../src/workflow/precheck.js";

/** A check as it may come from a server, whatever the compiler would say of it. */
function failedIn(status: unknown) {
  return failedCheckItems({ status } as PrecheckClusterTask);
}

const item = (name: unknown, phase: unknown = "Failed", more: object = {}) => ({ name, phase, ...more });

/** The other fields of a failed item that has only a name. */
const bare = {
  kind: undefined,
  level: undefined,
  group: undefined,
  message: undefined,
  errorCodes: [],
  riskSource: undefined,
};

describe("failedCheckItems", () => {
  it("lists the failed items of the cluster, the add-ons and each node, with everything the service says", () => {
    const addon = {
      name: "AddonLimit",
      kind: "Exception",
      group: "AddonCheck",
      level: "Fatal",
      message: "addon [ CoreDNS ] status is abnormal, check and try again",
      errorCodes: ["CCE_1", "CCE_2"],
      riskSource: { addonRisks: [{ addonTemplateName: "coredns", alias: "CoreDNS" }] },
    };
    const nodeInfo = { uid: "n1", name: "node-1", status: "Active", nodeType: "node" };
    const failed = failedIn({
      phase: "Failed",
      clusterCheckStatus: { phase: "Failed", itemsStatus: [item("BlackLimit", "Success"), item("ReleaseLimit")] },
      addonCheckStatus: { phase: "Failed", itemsStatus: [{ ...addon, phase: "Failed" }] },
      nodeCheckStatus: {
        nodeStageStatus: [
          { nodeInfo, itemsStatus: [item("MasterSSH", "Running"), item("NodeRisk", "Failed", { riskSource: {} })] },
          { itemsStatus: [item("NodeRisk")] },
        ],
      },
    });
    const none = { uid: undefined, name: undefined, status: undefined, nodeType: undefined };
    const nodes = "status.nodeCheckStatus.nodeStageStatus";
    expect(failed).toEqual([
      { ...bare, scope: "cluster", name: "ReleaseLimit", path: "status.clusterCheckStatus.itemsStatus[1]" },
      { ...addon, scope: "addon", path: "status.addonCheckStatus.itemsStatus[0]" },
      { ...bare, scope: "node", node: nodeInfo, name: "NodeRisk", path: `${nodes}[0].itemsStatus[1]` },
      { ...bare, scope: "node", node: none, name: "NodeRisk", path: `${nodes}[1].itemsStatus[0]` },
    ]);
  });

  it("takes a bare object for a list, and shows a value of another type as JSON", () => {
    const odd = item(7, "Failed", { kind: ["Risk"], message: "", errorCodes: "CCE_1", riskSource: [] });
    expect(failedIn({ addonCheckStatus: { itemsStatus: odd } })).toEqual([
      {
        ...bare,
        scope: "addon",
        name: "7",
        kind: '["Risk"]',
        errorCodes: ["CCE_1"],
        path: "status.addonCheckStatus.itemsStatus",
      },
    ]);
  });

  it("never throws, whatever the service sends", () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (status, part) => {
        failedCheckItems(status as PrecheckClusterTask);
        failedIn({ clusterCheckStatus: status, nodeCheckStatus: { nodeStageStatus: part } });
        failedIn({
          addonCheckStatus: { itemsStatus: part },
          nodeCheckStatus: { nodeStageStatus: [{ itemsStatus: status }] },
        });
      }),
    );
  });
});

describe("newestTask", () => {
  const at = (uid: string, created?: unknown, updated?: unknown) => ({
    metadata: { uid, creationTimestamp: created, updateTimestamp: updated },
  });
  const [early, late] = ["2023-11-25 06:32:34.92 +0000 UTC", "2023-11-25 15:32:34 +0800 CST"];

  it.each([
    ["none", [], undefined],
    ["null for a list", null, undefined],
    ["entries that are no tasks", [null, 7, "x"], undefined],
    ["the only one, without a time", [at("a")], "a"],
    ["a bare object", at("a"), "a"],
    ["created last", [at("a", late, early), at("b", early, late)], "a"],
    ["created at the same time: listed last", [at("a", late), at("b", late)], "b"],
    ["with the only time that can be read", [at("a", "soon"), at("b", early), at("c", 7)], "b"],
    ["updated last, if no time of creation can be read", [at("a", null, late), at("b", "", early)], "a"],
    ["several without a time", [at("a"), at("b")], undefined],
    ["a time that was never set", [at("a", "0001-01-01 00:00:00 +0000 UTC"), at("b", early)], "b"],
  ])("of %s", (_, list, uid) => {
    expect(newestTask(list as object[])).toEqual(
      uid === undefined ? undefined : expect.objectContaining({ metadata: expect.objectContaining({ uid }) as object }),
    );
  });
});
