# What the module plans. `terraform test` runs this without an account: nothing is looked up, since the answers of AWS
# are below, and nothing is created. Terraform's own mock of a provider knows no ephemeral resources.

provider "aws" {
  region                      = "us-east-1"
  access_key                  = "none"
  secret_key                  = "none"
  skip_credentials_validation = true
  skip_metadata_api_check     = true
  skip_requesting_account_id  = true
}

override_data {
  target = data.aws_vpc.vpc
  values = { id = "vpc-0a1b2c3d", enable_dns_support = true, enable_dns_hostnames = true }
}

override_data {
  target = data.aws_subnet.subnet["us-east-1a"]
  values = { availability_zone = "us-east-1a", vpc_id = "vpc-0a1b2c3d" }
}

override_data {
  target = data.aws_subnet.subnet["us-east-1b"]
  values = { availability_zone = "us-east-1b", vpc_id = "vpc-0a1b2c3d" }
}

override_data {
  target = data.aws_subnet.subnet["us-east-1c"]
  values = { availability_zone = "us-east-1c", vpc_id = "vpc-0a1b2c3d" }
}

override_data {
  target = data.aws_partition.observation_monitoring_partition
  values = { partition = "aws" }
}

variables {
  name   = "orders"
  vpc_id = "vpc-0a1b2c3d"
  subnet_ids_by_zone = {
    us-east-1a = "subnet-0000000a"
    us-east-1b = "subnet-0000000b"
    us-east-1c = "subnet-0000000c"
  }
  engine         = "postgres"
  engine_version = "16"
}

run "defaults_in_three_zones" {
  command = plan

  assert {
    condition     = aws_db_instance.master.multi_az && aws_db_instance.master.storage_encrypted && aws_db_instance.master.deletion_protection && !aws_db_instance.master.publicly_accessible
    error_message = "The master has a standby, is encrypted, protected and private."
  }
  assert {
    condition     = keys(aws_db_instance.replica) == ["us-east-1a", "us-east-1b", "us-east-1c"] && alltrue([for zone, replica in aws_db_instance.replica : replica.availability_zone == zone])
    error_message = "A replica in each zone, by the zone's name."
  }
  assert {
    condition     = alltrue([for replica in aws_db_instance.replica : replica.storage_encrypted && replica.deletion_protection && replica.skip_final_snapshot])
    error_message = "Replicas are encrypted and protected as the master is."
  }
  assert {
    condition     = aws_db_instance.master.engine_version == "16" && aws_db_instance.master.auto_minor_version_upgrade && !aws_db_instance.master.apply_immediately && !aws_db_instance.master.allow_major_version_upgrade
    error_message = "RDS moves the minor version, in the window, and nobody the major one."
  }
  assert {
    condition     = aws_db_instance.master.allocated_storage == 20 && aws_db_instance.master.max_allocated_storage == 100
    error_message = "Storage grows to five times its size."
  }
  assert {
    condition     = output.maintenance_windows == tomap({ master = "sun:04:00-sun:05:00", us-east-1a = "sat:04:00-sat:05:00", us-east-1b = "fri:04:00-fri:05:00", us-east-1c = "thu:04:00-thu:05:00" })
    error_message = "Each replica has a day before the master's, got ${jsonencode(output.maintenance_windows)}."
  }
  assert {
    condition     = [for parameter in aws_db_parameter_group.master_parameters.parameter : "${parameter.name}=${parameter.value}"] == ["rds.force_ssl=1"] && aws_db_parameter_group.master_parameters.family == "postgres16" && length(aws_db_parameter_group.replica_parameters) == 0
    error_message = "TLS is forced, and master and replicas share their parameters."
  }
  assert {
    condition     = { for zone, record in aws_route53_record.reader_replica : zone => record.weighted_routing_policy[0].weight } == { us-east-1a = 10, us-east-1b = 10, us-east-1c = 10 } && aws_route53_record.reader_master.weighted_routing_policy[0].weight == 0
    error_message = "Reads go to the replicas alike, and to the master only when none is healthy."
  }
  assert {
    condition     = output.reader_endpoint == "reader.orders.internal" && output.reader_names_by_zone["us-east-1b"] == "reader-us-east-1b.orders.internal"
    error_message = "The names for reads, got ${output.reader_endpoint}."
  }
  assert {
    condition     = [for alarm in aws_cloudwatch_metric_alarm.health_lag : alarm.threshold] == [600, 600, 600] && [for check in aws_route53_health_check.health_both : check.child_health_threshold] == [2, 2, 2]
    error_message = "A replica of PostgreSQL that nobody writes to reports minutes of lag."
  }
  assert {
    condition     = length(aws_vpc_security_group_ingress_rule.network_client) + length(aws_vpc_security_group_ingress_rule.network_range) == 0
    error_message = "Nobody gets in who is not named."
  }
  assert {
    condition     = length(aws_db_proxy.proxy) + length(aws_db_event_subscription.alarm_events) + length(aws_iam_role.observation_monitoring_role) == 0
    error_message = "Proxy, alarms and monitoring are there only when asked for."
  }
}

run "mysql_whose_replicas_are_upgraded_first" {
  command = plan

  variables {
    engine         = "mysql"
    engine_version = "8.0"
    replicas       = { engine_version = "8.4.4", zones = ["us-east-1b"] }
  }

  assert {
    condition     = aws_db_parameter_group.master_parameters.family == "mysql8.0" && aws_db_parameter_group.replica_parameters["ahead"].family == "mysql8.4"
    error_message = "Replicas that are a major version ahead have parameters of it."
  }
  assert {
    condition     = keys(aws_db_instance.replica) == ["us-east-1b"] && keys(aws_route53_record.reader_replica) == ["us-east-1b"] && length(aws_route53_record.reader_other) == 3
    error_message = "One replica; every zone has a name for reads all the same."
  }
  assert {
    condition     = aws_db_instance.master.port == 3306 && aws_db_instance.master.auto_minor_version_upgrade && !aws_db_instance.replica["us-east-1b"].auto_minor_version_upgrade && aws_cloudwatch_metric_alarm.health_lag["us-east-1b"].threshold == 30
    error_message = "MySQL's port; a version in full stays as it is."
  }
}

run "everything_on" {
  command = plan

  variables {
    port                       = 5433
    allowed_security_group_ids = { web = "sg-0000000a", jobs = "sg-0000000b" }
    allowed_cidrs              = ["10.0.0.0/16"]
    parameters                 = [{ name = "log_min_duration_statement", value = "500" }]
    monitoring                 = {}
    database_insights          = "advanced"
    alarms                     = { topic_arn = "arn:aws:sns:us-east-1:123456789012:alarms" }
    proxy                      = {}
    reader                     = { hosted_zone = { id = "Z0123456789ABC", name = "data.internal" } }
    restore_from               = { snapshot_id = "orders-before" }
    deletion_protection        = false
    final_snapshot             = false
  }

  assert {
    condition     = keys(aws_vpc_security_group_ingress_rule.network_client) == ["jobs", "web"] && keys(aws_vpc_security_group_ingress_rule.network_range) == ["10.0.0.0/16"] && alltrue([for rule in aws_vpc_security_group_ingress_rule.network_client : rule.from_port == 5433]) && length(aws_vpc_security_group_ingress_rule.proxy_client) == 2
    error_message = "Clients get into the port of the database, and of the proxy, each by a key of its own: when one goes, the others stay as they are."
  }
  assert {
    condition     = aws_db_instance.master.monitoring_interval == 60 && aws_db_instance.master.performance_insights_retention_period == 465 && aws_db_instance.replica["us-east-1a"].database_insights_mode == "advanced"
    error_message = "Advanced insights keep 465 days."
  }
  assert {
    condition     = keys(aws_cloudwatch_metric_alarm.alarm_storage) == ["master", "us-east-1a", "us-east-1b", "us-east-1c"] && alltrue([for alarm in aws_cloudwatch_metric_alarm.health_lag : alarm.alarm_actions == toset(["arn:aws:sns:us-east-1:123456789012:alarms"])])
    error_message = "Storage of each instance, and the replicas' lag, tell the topic."
  }
  assert {
    condition     = length(aws_route53_zone.reader_zone) == 0 && output.reader_endpoint == "orders-reader.data.internal"
    error_message = "The names are in the zone that was given, got ${output.reader_endpoint}."
  }
  assert {
    condition     = aws_db_instance.master.snapshot_identifier == "orders-before" && aws_db_instance.master.skip_final_snapshot && !aws_db_instance.replica["us-east-1c"].deletion_protection
    error_message = "From the snapshot, and gone without another one."
  }
  assert {
    condition     = aws_db_proxy.proxy[0].require_tls && aws_db_proxy.proxy[0].engine_family == "POSTGRESQL"
    error_message = "The proxy takes TLS only."
  }
}
