# What the module refuses, before anything is created. `terraform test` runs this without an account: nothing is looked
# up, since the answers of AWS are below. Terraform's own mock of a provider knows no ephemeral resources.

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

run "values_outside_of_their_limits" {
  command = plan

  variables {
    name                       = "Orders"
    vpc_id                     = "vpc"
    engine                     = "oracle"
    instance_class             = "t4g.medium"
    database_name              = "my-app"
    master_username            = "Admin"
    port                       = 80
    allowed_security_group_ids = { web = "clients" }
    allowed_cidrs              = ["clients"]
    kms_key_arn                = "alias/data"
    password_version           = 0
    ca_certificate_id          = "my-ca"
    backup                     = { retention_days = 0 }
    monitoring                 = { interval_seconds = 7 }
    database_insights          = "some"
    alarms                     = { topic_arn = "topic" }
    restore_from               = { snapshot_id = "" }
    permissions_boundary_arn   = "boundary"
    parameters                 = [{ name = "rds.force_ssl", value = "0" }]
    storage                    = { gib = 10 }
    reader                     = { max_lag_seconds = 0 }
    proxy                      = { max_connections_percent = 101 }
  }

  expect_failures = [
    var.name,
    var.vpc_id,
    var.engine,
    var.instance_class,
    var.database_name,
    var.master_username,
    var.port,
    var.allowed_security_group_ids,
    var.allowed_cidrs,
    var.kms_key_arn,
    var.password_version,
    var.ca_certificate_id,
    var.backup,
    var.monitoring,
    var.database_insights,
    var.alarms,
    var.restore_from,
    var.permissions_boundary_arn,
    var.parameters,
    var.storage,
    var.reader,
    var.proxy,
  ]
}

run "inputs_that_do_not_go_together" {
  command = plan

  variables {
    engine_version              = "16.9"
    replicas                    = { engine_version = "16.8", zones = ["us-east-1d"] }
    allow_major_version_upgrade = true
    log_exports                 = ["slowquery"]
    storage                     = { type = "io2" }
  }

  expect_failures = [
    var.replicas,
    var.allow_major_version_upgrade,
    var.log_exports,
    var.storage,
  ]
}

run "maintenance_while_the_backup_runs" {
  command = plan

  variables {
    maintenance = { window = "sun:02:30-sun:03:30" }
  }

  expect_failures = [var.maintenance]
}

run "one_zone" {
  command = plan

  variables {
    subnet_ids_by_zone = { us-east-1a = "subnet-0000000a" }
  }

  expect_failures = [var.subnet_ids_by_zone]
}

run "a_subnet_of_another_zone" {
  command = plan

  override_data {
    target = data.aws_subnet.subnet["us-east-1c"]
    values = { availability_zone = "us-east-1a", vpc_id = "vpc-0a1b2c3d" }
  }

  expect_failures = [terraform_data.guard]
}

run "a_subnet_of_another_vpc" {
  command = plan

  override_data {
    target = data.aws_subnet.subnet["us-east-1c"]
    values = { availability_zone = "us-east-1c", vpc_id = "vpc-99999999" }
  }

  expect_failures = [terraform_data.guard]
}

run "a_vpc_without_dns_host_names" {
  command = plan

  override_data {
    target = data.aws_vpc.vpc
    values = { id = "vpc-0a1b2c3d", enable_dns_support = true, enable_dns_hostnames = false }
  }

  expect_failures = [terraform_data.guard]
}
