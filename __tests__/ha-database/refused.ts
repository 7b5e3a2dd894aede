import { HaDatabaseConfig } from "../../modules/ha-database/inputs";
import { refusedDatabasePairs, refusedDatabaseValues } from "../database/refused";
import { Refused, Titled } from "../support/pattern-cases";

/** What can be told from the values alone: refused at synth by the construct, at plan by the published module. */
export const refusedValues: Titled<Refused<HaDatabaseConfig>> = {
  ...refusedDatabaseValues,
  "engine that is another service": {
    config: { engine: "aurora-postgresql" as never },
    input: "engine",
    rule: "must be one of postgres, mysql, mariadb",
    got: '"aurora-postgresql"',
  },
  "class without its family": {
    config: { instanceClass: "t4g.medium" },
    input: "instanceClass",
    rule: "must be an instance class",
    got: '"t4g.medium"',
  },
  "one zone": {
    config: { subnetIdsByZone: { "us-east-1a": "subnet-0000000a" } },
    input: "subnetIdsByZone",
    rule: "must have 2 to 6 zones",
    got: "us-east-1a",
  },
  "storage under what RDS makes": {
    config: { storage: { gib: 10 } },
    input: "storage.gib",
    rule: "must be a whole number from 20 to 65536",
    got: "10",
  },
  "storage that cannot grow": {
    config: { storage: { gib: 100, maxGib: 105 } },
    input: "storage.maxGib",
    rule: "must be at least a tenth over storage.gib (100)",
    got: "105",
  },
  "io2 without IOPS": {
    config: { storage: { type: "io2" } },
    input: "storage.iops",
    rule: "is required for storage of type io2",
  },
  "IOPS of a small gp3": {
    config: { storage: { gib: 100, iops: 12000 } },
    input: "storage.iops",
    rule: "must be left out for gp3 under 400 GiB",
    got: "12000",
  },
  "two replicas in one zone": {
    config: { replicas: { zones: ["us-east-1a", "us-east-1a"] } },
    input: "replicas.zones",
    rule: "must have each zone once",
    got: "us-east-1a, us-east-1a",
  },
  "replica by a zone's letter": {
    config: { replicas: { zones: ["a"] } },
    input: "replicas.zones[0]",
    rule: "must be the name of a zone",
    got: '"a"',
  },
  "no lag at all": {
    config: { reader: { maxLagSeconds: 0 } },
    input: "reader.maxLagSeconds",
    rule: "must be a whole number from 1 to 3600",
    got: "0",
  },
  "hosted zone by its name": {
    config: { reader: { hostedZone: { id: "data.internal", name: "data.internal" } } },
    input: "reader.hostedZone.id",
    rule: "must be the id of a hosted zone",
    got: '"data.internal"',
  },
  "proxy without connections": {
    config: { proxy: { maxConnectionsPercent: 0 } },
    input: "proxy.maxConnectionsPercent",
    rule: "must be a whole number from 1 to 100",
    got: "0",
  },
};

/** What two inputs tell together. */
export const refusedPairs: Titled<Refused<HaDatabaseConfig>> = {
  ...refusedDatabasePairs,
  "replicas behind the master": {
    config: { engineVersion: "16.9", replicas: { engineVersion: "16.8" } },
    input: "replicas.engineVersion",
    rule: "must not be under engineVersion (16.9)",
    got: "16.8",
  },
  "PostgreSQL replicas of another major version": {
    config: { replicas: { engineVersion: "17" } },
    input: "replicas.engineVersion",
    rule: "must be of the major version of engineVersion (16) for postgres",
    got: "17",
  },
  "MySQL 8, which is none": {
    config: { engine: "mysql", engineVersion: "8.0", replicas: { engineVersion: "9" } },
    input: "replicas.engineVersion",
    rule: "must be two or three numbers (8.4 or 8.4.5) for mysql",
    got: "9",
  },
  "replica in a zone without a subnet": {
    config: { replicas: { zones: ["us-east-1c"] } },
    input: "replicas.zones",
    rule: "must be zones of subnetIdsByZone (us-east-1a, us-east-1b)",
    got: "us-east-1c",
  },
};
