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

# Terraform takes a check whose answer is not known yet for a failed one.
override_resource {
  target          = aws_rds_cluster.cluster
  override_during = plan
  values          = { cluster_members = ["orders-instance-1", "orders-instance-2", "orders-instance-3"] }
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
    condition     = aws_rds_cluster.cluster.db_cluster_instance_class == "db.m6gd.large" && aws_rds_cluster.cluster.storage_encrypted && aws_rds_cluster.cluster.deletion_protection
    error_message = "A class with local disks, encrypted and protected."
  }
  assert {
    condition     = aws_rds_cluster.cluster.engine_version == "16" && !aws_rds_cluster.cluster.apply_immediately && aws_rds_cluster.cluster.allocated_storage == 100 && aws_rds_cluster.cluster.storage_type == "gp3"
    error_message = "RDS moves the minor version, in the window."
  }
  assert {
    condition     = [for parameter in aws_rds_cluster_parameter_group.cluster_parameters.parameter : "${parameter.name}=${parameter.value}"] == ["rds.force_ssl=1"] && aws_rds_cluster_parameter_group.cluster_parameters.family == "postgres16"
    error_message = "TLS is forced."
  }
  assert {
    condition     = output.port == 5432 && output.database_name == "app"
    error_message = "PostgreSQL's port, and a database to connect to."
  }
}

run "everything_on" {
  command = plan

  variables {
    engine            = "mysql"
    engine_version    = "8.0"
    instance_class    = "db.r6gd.xlarge"
    storage           = { gib = 400, type = "io1", iops = 4000 }
    parameters        = [{ name = "max_connections", value = "500" }]
    monitoring        = { interval_seconds = 30 }
    database_insights = "standard"
    alarms            = { topic_arn = "arn:aws:sns:us-east-1:123456789012:alarms" }
    restore_from      = { snapshot_id = "orders-before" }
    final_snapshot    = false
  }

  assert {
    condition     = { for parameter in aws_rds_cluster_parameter_group.cluster_parameters.parameter : parameter.name => parameter.value } == { require_secure_transport = "ON", max_connections = "500" }
    error_message = "TLS is forced beside the given parameters."
  }
  assert {
    condition     = keys(aws_cloudwatch_metric_alarm.alarm_storage) == ["1", "2", "3"] && aws_db_event_subscription.alarm_events[0].source_type == "db-cluster"
    error_message = "The storage of each of the three, and the cluster's events."
  }
  assert {
    condition     = aws_rds_cluster.cluster.monitoring_interval == 30 && aws_rds_cluster.cluster.performance_insights_retention_period == 7 && aws_rds_cluster.cluster.iops == 4000 && aws_rds_cluster.cluster.skip_final_snapshot
    error_message = "Every feature that is asked for is there."
  }
}
