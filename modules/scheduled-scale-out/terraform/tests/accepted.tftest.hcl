# What the module plans. `terraform test` runs this without an account: the answers of AWS are in aws.tfmock.hcl.

mock_provider "aws" {
  source = "./tests"
}

variables {
  name       = "web"
  vpc_id     = "vpc-0a1b2c3d"
  subnet_ids = ["subnet-0000000a", "subnet-0000000b", "subnet-0000000c"]
  image      = { id = "ami-0000000a" }
  capacity   = { min = 2, max = 12 }
  windows    = { office = { from = "0 8 * * MON-FRI", to = "0 18 * * MON-FRI", time_zone = "Europe/Berlin", min = 6 } }
}

run "a_window_is_two_scheduled_actions" {
  command = plan

  assert {
    condition     = toset(keys(aws_autoscaling_schedule.schedule_action)) == toset(["office/close", "office/open"])
    error_message = "A window opens and closes."
  }
  assert {
    condition     = aws_autoscaling_schedule.schedule_action["office/open"].min_size == 6 && aws_autoscaling_schedule.schedule_action["office/close"].min_size == 2
    error_message = "It raises the floor, and sets the baseline again."
  }
  assert {
    condition     = alltrue([for action in aws_autoscaling_schedule.schedule_action : action.max_size == -1 && action.time_zone == "Europe/Berlin"])
    error_message = "The maximum is never moved, and the times are those of the zone."
  }
  assert {
    condition     = aws_autoscaling_schedule.schedule_action["office/open"].desired_capacity == 6 && aws_autoscaling_schedule.schedule_action["office/close"].desired_capacity == 2
    error_message = "Without a policy, the end of a window takes away what it has launched."
  }
  assert {
    condition     = alltrue([for name in values(output.scheduled_action_names) : can(regex("^web-office-(open|close)-[0-9a-f]{6}$", name))])
    error_message = "The names say what the actions do."
  }
  assert {
    condition     = aws_autoscaling_group.fleet_group.max_size == 12 && aws_autoscaling_group.fleet_group.min_elb_capacity == aws_autoscaling_group.fleet_group.min_size
    error_message = "Apply waits for the floor that the group is made with."
  }
  assert {
    condition     = length(output.skipped_actions) == 0
    error_message = "Nothing is past."
  }
}

run "a_group_that_is_made_outside_of_windows_has_the_baseline" {
  command = plan

  variables {
    windows = { month = { from = "0 0 1 * *", to = "59 23 28 * *", time_zone = "Europe/Berlin", min = 6 } }
  }

  assert {
    condition     = aws_autoscaling_group.fleet_group.min_size == 2
    error_message = "A window by the day of the month counts as closed, got ${aws_autoscaling_group.fleet_group.min_size}."
  }
}

run "a_group_that_is_made_while_a_weekly_window_is_open_has_its_floor" {
  command = plan

  variables {
    windows = { always = { from = "0 0 * * SUN", to = "59 23 * * SAT", time_zone = "America/New_York", min = 6 } }
  }

  assert {
    condition     = aws_autoscaling_group.fleet_group.min_size == 6
    error_message = "The window is open, got ${aws_autoscaling_group.fleet_group.min_size}."
  }
}

run "with_a_policy_a_window_leaves_the_size_to_it" {
  command = plan

  variables {
    scaling = { cpu = { target_percent = 50 } }
  }

  assert {
    condition     = alltrue([for action in aws_autoscaling_schedule.schedule_action : action.desired_capacity == -1])
    error_message = "The policy follows the load."
  }
}

run "what_is_past_is_left_out_and_said" {
  command = plan

  variables {
    windows = {
      past = { at = "2020-03-02T06:00:00Z", until = "2020-03-03T06:00:00Z", min = 9 }
      open = { at = "2020-04-02T06:00:00Z", until = "2099-04-03T06:00:00Z", min = 7 }
    }
    actions = { up = { at = "2020-05-02T06:00:00Z", min = 4 } }
  }

  assert {
    condition     = keys(aws_autoscaling_schedule.schedule_action) == ["open/close"]
    error_message = "Only what lies ahead is scheduled, got ${join(", ", keys(aws_autoscaling_schedule.schedule_action))}."
  }
  assert {
    condition     = output.skipped_actions == tomap({ "open/open" = "2020-04-02T06:00:00Z", "past/close" = "2020-03-03T06:00:00Z", "past/open" = "2020-03-02T06:00:00Z", up = "2020-05-02T06:00:00Z" })
    error_message = "The rest is named with its time."
  }
  assert {
    condition     = aws_autoscaling_group.fleet_group.min_size == 7
    error_message = "A group that is made while a window that comes once is open has its floor."
  }

  expect_failures = [check.schedule_past]
}

run "everything_on" {
  command = plan

  variables {
    name     = "orders-eu"
    capacity = { min = 3, max = 40, initial = 5 }
    actions  = { up = { recurrence = "30 5 1 * *", min = 4, desired = 7 } }
    scaling = {
      cpu      = { target_percent = 50 }
      requests = { per_target = 1000 }
      metrics = {
        queue = { namespace = "AWS/SQS", metric_name = "Depth", dimensions = { QueueName = "orders" }, target = 20 }
      }
      steps = {
        latency = {
          namespace   = "AWS/ApplicationELB"
          metric_name = "TargetResponseTime"
          threshold   = 0.5
          adjustments = [{ metric_interval_lower_bound = 0, metric_interval_upper_bound = 1.5, scaling_adjustment = 1 }, { metric_interval_lower_bound = 1.5, scaling_adjustment = 3 }]
        }
      }
      predictive = { target_percent = 40 }
    }
    alarms = { topic_arn = "arn:aws:sns:us-east-1:123456789012:alarms" }
  }

  assert {
    condition     = aws_autoscaling_group.fleet_group.min_size == 5
    error_message = "The group is made with the given size."
  }
  assert {
    condition     = aws_autoscaling_schedule.schedule_action["up"].min_size == 4 && aws_autoscaling_schedule.schedule_action["up"].desired_capacity == 7 && aws_autoscaling_schedule.schedule_action["up"].time_zone == "UTC"
    error_message = "A single action sets what it says, in UTC."
  }
  assert {
    condition     = length(aws_autoscaling_policy.scaling_metric) == 1 && length(aws_autoscaling_policy.scaling_step) == 1 && length(aws_autoscaling_policy.scaling_predictive) == 1 && length(aws_autoscaling_policy.scaling_cpu) == 1 && length(aws_autoscaling_policy.scaling_requests) == 1
    error_message = "Every policy that is asked for is there."
  }
  assert {
    condition     = aws_autoscaling_policy.scaling_predictive[0].predictive_scaling_configuration[0].mode == "ForecastOnly"
    error_message = "A forecast is looked at first."
  }
  assert {
    condition     = toset([for step in aws_autoscaling_policy.scaling_step["latency"].step_adjustment : step.metric_interval_lower_bound]) == toset(["0", "1.5"])
    error_message = "The steps have their bounds."
  }
  assert {
    condition     = aws_cloudwatch_metric_alarm.scaling_step_alarm["latency"].period == 60 && aws_cloudwatch_metric_alarm.alarm_below_floor[0].evaluation_periods == 15
    error_message = "Each step policy has its alarm, and missing instances are told of."
  }
}
