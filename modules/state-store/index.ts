export { CacheClient, CacheOptions } from "./cache";
export { StateStoreError } from "./error";
export { Session, sessionStore } from "./session-store";
export { Change, StateStore, StateStoreOptions } from "./state-store";
export { TableClient, TableOptions } from "./table";
