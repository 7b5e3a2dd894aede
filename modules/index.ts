export { InputError } from "./definition/input-error";
export { HaDatabase } from "./ha-database/ha-database";
export { HaDatabaseConfig } from "./ha-database/inputs";
export { HaDatabaseCluster } from "./ha-database-cluster/ha-database-cluster";
export { HaDatabaseClusterConfig } from "./ha-database-cluster/inputs";
export { MultiAz } from "./multi-az/multi-az";
export { MultiAzConfig } from "./multi-az/inputs";
