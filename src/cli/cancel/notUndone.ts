/** What a cancel does not do, as the contract says it. */
export const notUndone =
  "A cancel ends the workflow and rolls nothing back: nodes that a failed task left half upgraded stay as they are, " +
  "as far as anybody has documented.";
