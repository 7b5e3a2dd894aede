# What the module plans. `terraform test` runs this without an account: the answers of AWS are in aws.tfmock.hcl.

mock_provider "aws" {
  source = "./tests"
}

variables {
  name = "sessions"
}

run "a_table_alone" {
  command = plan

  assert {
    condition     = aws_dynamodb_table.table[0].billing_mode == "PAY_PER_REQUEST" && aws_dynamodb_table.table[0].hash_key == "id" && aws_dynamodb_table.table[0].deletion_protection_enabled
    error_message = "A table that is paid by request, with the key id, protected."
  }
  assert {
    condition     = aws_dynamodb_table.table[0].ttl[0].attribute_name == "expires" && aws_dynamodb_table.table[0].ttl[0].enabled && aws_dynamodb_table.table[0].point_in_time_recovery[0].recovery_period_in_days == 35
    error_message = "Items end, and any second of 35 days can be restored."
  }
  assert {
    condition     = length(aws_elasticache_replication_group.cache) == 0 && length(aws_dynamodb_table.table[0].global_secondary_index) == 0
    error_message = "Nothing more than was asked for."
  }
  assert {
    condition     = output.environment == tomap({ STATE_REGION = "us-east-1", STATE_TABLE = "sessions", STATE_TABLE_KEY = "id", STATE_TABLE_TTL = "expires" })
    error_message = "The application is told of the table, and of nothing that is not there."
  }
}

run "a_cache_in_front" {
  command = plan

  variables {
    cache = {
      vpc_id                     = "vpc-0a1b2c3d"
      subnet_ids_by_zone         = { us-east-1a = "subnet-0000000a", us-east-1b = "subnet-0000000b" }
      allowed_security_group_ids = { web = "sg-0a1b2c3d" }
    }
    client_role_names = { web = "web" }
    alarms            = { topic_arn = "arn:aws:sns:us-east-1:123456789012:alarms" }
  }

  assert {
    condition     = aws_elasticache_replication_group.cache[0].num_cache_clusters == 2 && aws_elasticache_replication_group.cache[0].automatic_failover_enabled && aws_elasticache_replication_group.cache[0].multi_az_enabled
    error_message = "A node in each zone, and one takes over."
  }
  assert {
    condition     = aws_elasticache_replication_group.cache[0].transit_encryption_mode == "required" && aws_elasticache_replication_group.cache[0].at_rest_encryption_enabled == "true" && aws_elasticache_replication_group.cache[0].engine == "valkey"
    error_message = "Valkey, with TLS and encrypted."
  }
  assert {
    condition     = aws_elasticache_user.cache_user[0].authentication_mode[0].type == "iam" && strcontains(aws_elasticache_user.cache_user[0].access_string, "on ~sess:* ") && length(aws_elasticache_user.cache_user_default) == 0
    error_message = "One user of IAM, who sees the prefix only, and no other one."
  }
  assert {
    condition     = [for parameter in aws_elasticache_parameter_group.cache_parameters[0].parameter : "${parameter.name}=${parameter.value}"] == ["maxmemory-policy=volatile-lru"]
    error_message = "What the table has may be given up."
  }
  assert {
    condition     = length(aws_iam_role_policy_attachment.table_policy_client) == 1 && length(aws_iam_role_policy_attachment.cache_policy_client) == 1
    error_message = "The role has both policies."
  }
  assert {
    condition     = toset([for alarm in aws_cloudwatch_metric_alarm.alarm_cache_memory : alarm.dimensions.CacheClusterId]) == toset(["sessions-001", "sessions-002"]) && length(aws_cloudwatch_metric_alarm.alarm_table_throttled) == 2
    error_message = "Each node is watched, and the table."
  }
}

run "a_cache_alone_of_redis_oss" {
  command = plan

  variables {
    table = null
    cache = {
      vpc_id             = "vpc-0a1b2c3d"
      subnet_ids_by_zone = { us-east-1a = "subnet-0000000a", us-east-1b = "subnet-0000000b" }
      redis_oss          = {}
    }
  }

  assert {
    condition     = length(aws_dynamodb_table.table) == 0 && aws_elasticache_replication_group.cache[0].engine == "redis" && aws_elasticache_replication_group.cache[0].engine_version == "7.1"
    error_message = "Redis OSS, and no table."
  }
  assert {
    condition     = aws_elasticache_user.cache_user_default[0].user_name == "default" && startswith(aws_elasticache_user.cache_user_default[0].access_string, "off ")
    error_message = "Who names nobody is nobody."
  }
  assert {
    condition     = [for parameter in aws_elasticache_parameter_group.cache_parameters[0].parameter : parameter.value] == ["noeviction"]
    error_message = "Nobody is logged out because memory is full."
  }
}
