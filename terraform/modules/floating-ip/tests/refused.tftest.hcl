# What the module refuses, before anything is created. `terraform test` runs this without an account: the answers of
# AWS are in aws.tfmock.hcl.

mock_provider "aws" {
  source = "./tests"
}

variables {
  name   = "proxy"
  active = "blue"
  members = {
    blue  = { instance_id = "i-0000000b", network_interface_id = "eni-0000000b" }
    green = { instance_id = "i-0000000c", network_interface_id = "eni-0000000c" }
  }
}

run "values_outside_of_their_limits" {
  command = plan

  variables {
    name          = "Proxy"
    move_revision = ""
    addresses     = {}
    detection     = { status_check_minutes = 0 }
    logs          = { retention_days = 2 }
  }

  expect_failures = [var.name, var.move_revision, var.addresses, var.detection, var.logs]
}

run "a_member_without_an_instance" {
  command = plan

  variables {
    members = { blue = {}, green = { instance_id = "i-0000000c", network_interface_id = "eni-0000000c" } }
  }

  expect_failures = [var.members]
}

run "an_instance_without_its_interface" {
  command = plan

  variables {
    members = { blue = { instance_id = "i-0000000b" }, green = { instance_id = "i-0000000c", network_interface_id = "eni-0000000c" } }
  }

  expect_failures = [var.members]
}

run "an_active_member_that_is_none" {
  command = plan

  variables {
    active = "red"
  }

  expect_failures = [var.active]
}

run "an_order_that_forgets_a_member" {
  command = plan

  variables {
    failover_order = ["green"]
  }

  expect_failures = [var.failover_order]
}

run "an_alarm_of_another_region" {
  command = plan

  variables {
    members = {
      blue  = { instance_id = "i-0000000b", network_interface_id = "eni-0000000b", alarm_arns = ["arn:aws:cloudwatch:eu-west-1:123456789012:alarm:app"] }
      green = { instance_id = "i-0000000c", network_interface_id = "eni-0000000c" }
    }
  }

  expect_failures = [terraform_data.guard]
}
