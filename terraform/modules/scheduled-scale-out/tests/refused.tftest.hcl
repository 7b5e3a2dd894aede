# What the module refuses, before anything is created. `terraform test` runs this without an account: the answers of
# AWS are in aws.tfmock.hcl.

mock_provider "aws" {
  source = "./tests"
}

variables {
  name       = "web"
  vpc_id     = "vpc-0a1b2c3d"
  subnet_ids = ["subnet-0000000a", "subnet-0000000b", "subnet-0000000c"]
  image      = { id = "ami-0000000a" }
  capacity   = { min = 2, max = 12 }
}

run "six_fields_and_a_zone_that_there_is_not" {
  command = plan

  variables {
    windows = {
      office = { from = "0 8 ? * MON-FRI *", to = "0 18 * * MON-FRI", min = 6 }
      night  = { from = "0 22 * * *", to = "0 6 * * *", time_zone = "Europe/Atlantis", min = 3 }
    }
  }

  expect_failures = [var.windows]
}

run "times_that_make_no_window" {
  command = plan

  variables {
    windows = { sale = { at = "2040-11-26T06:00:00Z", until = "2040-11-26T05:00:00Z", min = 6 } }
  }

  expect_failures = [var.windows]
}

run "half_a_window" {
  command = plan

  variables {
    windows = { office = { from = "0 8 * * *", min = 6 } }
  }

  expect_failures = [var.windows]
}

run "actions_at_no_time_or_to_no_end" {
  command = plan

  variables {
    actions = {
      february = { at = "2040-02-30T06:00:00Z", min = 3 }
      idle     = { recurrence = "0 8 * * *" }
      never    = { min = 3 }
    }
  }

  expect_failures = [var.actions]
}

run "a_floor_over_the_maximum" {
  command = plan

  variables {
    windows = { office = { from = "0 8 * * *", to = "0 18 * * *", min = 14 } }
  }

  expect_failures = [var.windows]
}

run "a_baseline_over_the_maximum" {
  command = plan

  variables {
    capacity = { min = 13, max = 12 }
  }

  expect_failures = [var.capacity]
}

run "an_action_over_the_maximum" {
  command = plan

  variables {
    actions = { up = { recurrence = "0 3 * * *", desired = 14 } }
  }

  expect_failures = [var.actions]
}

run "more_actions_than_a_group_may_have" {
  command = plan

  variables {
    actions = { for number in range(126) : "up-${number}" => { recurrence = "${number % 60} ${floor(number / 60)} * * *", min = 3 } }
  }

  expect_failures = [var.windows]
}

run "policies_outside_of_their_limits" {
  command = plan

  variables {
    scaling = { cpu = { target_percent = 91 }, predictive = { target_percent = 50, mode = "Guess" } }
    alarms  = { topic_arn = "topic" }
  }

  expect_failures = [var.scaling, var.alarms]
}

run "two_edges_at_the_same_minute" {
  command = plan

  variables {
    windows = {
      office  = { from = "0 8 * * 1-5", to = "0 18 * * MON-FRI", time_zone = "Europe/Berlin", min = 6 }
      evening = { from = "*/30 18 * * FRI", to = "0 22 * * FRI", time_zone = "Europe/Berlin", min = 4 }
    }
  }

  expect_failures = [terraform_data.guard]
}

run "an_end_that_lowers_the_floor_of_another_window" {
  command = plan

  variables {
    windows = {
      office = { from = "0 8 * * 1-5", to = "0 18 * * 1-5", time_zone = "Europe/Berlin", min = 6 }
      lunch  = { from = "0 11 * * WED", to = "0 14 * * WED", time_zone = "Europe/Berlin", min = 10 }
    }
  }

  expect_failures = [terraform_data.guard]
}

run "one_that_comes_once_in_another_one" {
  command = plan

  variables {
    windows = {
      sale = { at = "2040-11-26T06:00:00Z", until = "2040-11-27T06:00:00Z", min = 10 }
      hour = { at = "2040-11-26T09:00:00Z", until = "2040-11-26T10:00:00Z", min = 12 }
    }
  }

  expect_failures = [terraform_data.guard]
}

run "a_range_that_runs_backwards_and_a_day_that_no_month_has" {
  command = plan

  variables {
    windows = { night = { from = "0 22-6 * * *", to = "0 7 * * *", min = 6 } }
    actions = { up = { recurrence = "0 8 31 4,6 *", min = 3 } }
  }

  expect_failures = [terraform_data.guard]
}

run "one_zone_only" {
  command = plan

  variables {
    subnet_ids = ["subnet-0000000a", "subnet-1000000a"]
  }

  override_data {
    target = data.aws_subnet.fleet_lookup_subnet["1"]
    values = { availability_zone = "us-east-1a", vpc_id = "vpc-0a1b2c3d" }
  }
  override_data {
    target = data.aws_subnet.load_balancer_lookup_subnet["1"]
    values = { availability_zone = "us-east-1a", vpc_id = "vpc-0a1b2c3d" }
  }

  expect_failures = [terraform_data.guard]
}
