# What the module refuses, before anything is created. `terraform test` runs this without an account: the answers of
# AWS are in aws.tfmock.hcl.

mock_provider "aws" {
  source = "./tests"
}

variables {
  name = "sessions"
}

run "values_outside_of_their_limits" {
  command = plan

  variables {
    name              = "ab"
    client_role_names = { web = "arn:aws:iam::123456789012:role/web" }
    cache = {
      vpc_id             = "vpc-0a1b2c3d"
      subnet_ids_by_zone = { us-east-1a = "subnet-0000000a" }
      key_prefix         = "*"
    }
  }

  expect_failures = [var.name, var.client_role_names, var.cache]
}

run "a_table_that_keeps_too_much" {
  command = plan

  variables {
    table = { recovery_days = 36 }
  }

  expect_failures = [var.table]
}

run "nothing_to_keep_state_in" {
  command = plan

  variables {
    table = null
  }

  expect_failures = [var.table]
}

run "a_subnet_of_another_zone" {
  command = plan

  variables {
    cache = {
      vpc_id             = "vpc-0a1b2c3d"
      subnet_ids_by_zone = { us-east-1b = "subnet-0000000b", us-east-1c = "subnet-0000000a" }
    }
  }

  expect_failures = [terraform_data.guard]
}

run "a_replica_in_its_own_region" {
  command = plan

  variables {
    table = { replicas = [{ region = "us-east-1" }] }
  }

  expect_failures = [terraform_data.guard]
}
