/** The table did not do what it was asked, or others were always faster. What the driver said is the `cause`. */
export class StateStoreError extends Error {
  override readonly name = "StateStoreError";
}
