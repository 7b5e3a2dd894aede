"""Amazon ElastiCache: replication groups with members, failover, user groups, serverless caches."""

from emulator.services.elasticache import (  # noqa: F401
    clusters,
    failover,
    parameter_groups,
    replication_groups,
    serverless,
    user_groups,
)
