# What the module refuses, before anything is created. `terraform test` runs this without an account: the answers of
# AWS are in aws.tfmock.hcl.

mock_provider "aws" {
  source = "./tests"
}

variables {
  name       = "thumbs"
  vpc_id     = "vpc-0a1b2c3d"
  subnet_ids = ["subnet-0000000a", "subnet-0000000b"]
  image      = { id = "ami-0000000a" }
  job        = { seconds_per_job = 10, acceptable_latency_seconds = 900 }
  worker     = { command = "/opt/app/thumbnail" }
}

run "values_outside_of_their_limits" {
  command = plan

  variables {
    queue         = { retention_days = 14 }
    worker        = { command = "", user = "A B" }
    workers       = { max = 0 }
    scale_in      = { idle_seconds = 5 }
    drain_seconds = 43201
    alarms        = { topic_arn = "topic" }
  }

  expect_failures = [var.queue, var.worker, var.workers, var.scale_in, var.drain_seconds, var.alarms]
}

run "a_job_that_takes_no_time" {
  command = plan

  variables {
    job = { seconds_per_job = 0, acceptable_latency_seconds = 0 }
  }

  expect_failures = [var.job]
}

run "a_maximum_under_the_minimum" {
  command = plan

  variables {
    workers = { min = 3, max = 2 }
  }

  expect_failures = [var.workers]
}

run "a_timeout_under_the_time_of_a_job" {
  command = plan

  variables {
    job = { seconds_per_job = 10, acceptable_latency_seconds = 900, timeout_seconds = 9 }
  }

  expect_failures = [var.job]
}

run "a_latency_that_outlives_the_job" {
  command = plan

  variables {
    job = { seconds_per_job = 10, acceptable_latency_seconds = 345600 }
  }

  expect_failures = [var.job]
}

run "a_kind_for_a_queue_that_is_there" {
  command = plan

  variables {
    queue = { existing = { name = "orders" }, fifo = {} }
  }

  expect_failures = [var.queue]
}

run "a_latency_that_no_start_can_keep" {
  command = plan

  variables {
    job = { seconds_per_job = 10, acceptable_latency_seconds = 60 }
  }

  expect_failures = [check.slow_start]
}

run "two_subnets_of_one_zone" {
  command = plan

  variables {
    subnet_ids = ["subnet-0000000a", "subnet-0000000b", "subnet-0000000c"]
  }

  expect_failures = [terraform_data.guard]
}
