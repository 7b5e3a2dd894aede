export { CacheClient, CacheOptions } from "./cache";
export { StateStoreError } from "./error";
export { sessionStore } from "./session-store";
export { StateStore, StateStoreOptions } from "./state-store";
export { TableClient, TableOptions } from "./table";
