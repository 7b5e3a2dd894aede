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
    name               = "Orders"
    engine             = "mariadb"
    instance_class     = "db.t4g.medium"
    storage            = { type = "io1" }
    backup             = { window = "02:00-02:15" }
    subnet_ids_by_zone = { us-east-1a = "subnet-0000000a", us-east-1b = "subnet-0000000b" }
  }

  expect_failures = [
    var.name,
    var.engine,
    var.instance_class,
    var.storage,
    var.backup,
    var.subnet_ids_by_zone,
  ]
}

run "a_minor_version" {
  command = plan

  variables {
    engine_version = "16.8"
  }

  expect_failures = [var.engine_version]
}

run "a_subnet_of_another_zone" {
  command = plan

  override_data {
    target = data.aws_subnet.subnet["us-east-1c"]
    values = { availability_zone = "us-east-1a", vpc_id = "vpc-0a1b2c3d" }
  }

  expect_failures = [terraform_data.guard]
}
