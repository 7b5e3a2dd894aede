# What the module refuses, before anything is created.

mock_provider "aws" {
  source = "./tests"
}

variables {
  name               = "proxy"
  active             = "blue"
  members            = { blue = { instance_id = "i-0000000b" }, green = { instance_id = "i-0000000c" } }
  subnet_id          = "subnet-0000000a"
  private_ip         = "10.0.1.50"
  security_group_ids = ["sg-0a1b2c3d"]
}

run "a_member_of_another_zone" {
  command = plan

  override_data {
    target = data.aws_instances.zone_instances_here
    values = { ids = ["i-0000000b"] }
  }

  expect_failures = [terraform_data.guard]
}

run "a_launch_in_another_zone" {
  command = plan

  variables {
    members = {
      blue  = { instance_id = "i-0000000b" }
      green = { launch = { launch_template_id = "lt-0a1b2c3d", subnet_ids = ["subnet-0000000b"] } }
    }
  }

  expect_failures = [terraform_data.guard]
}

run "an_address_of_another_subnet" {
  command = plan

  variables {
    private_ip = "10.0.2.50"
  }

  expect_failures = [terraform_data.guard]
}

run "an_address_that_is_none" {
  command = plan

  variables {
    private_ip = "10.0.1"
  }

  expect_failures = [var.private_ip]
}

run "an_active_member_that_is_none" {
  command = plan

  variables {
    active = "red"
  }

  expect_failures = [var.active]
}
