# What the module plans. `terraform test` runs this without an account: the answers of AWS are in aws.tfmock.hcl.

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

run "from_none_and_to_none" {
  command = plan

  assert {
    condition     = aws_autoscaling_group.fleet_group.min_size == 0 && aws_autoscaling_group.fleet_group.max_size == 10
    error_message = "No worker runs where there is nothing to do."
  }
  assert {
    condition     = output.backlog_per_worker_target == 60 && aws_autoscaling_policy.scaling_backlog.target_tracking_configuration[0].target_value == 60
    error_message = "900 s less the 300 s of a start are 60 jobs of 10 s, got ${output.backlog_per_worker_target}."
  }
  assert {
    condition     = aws_autoscaling_policy.scaling_backlog.target_tracking_configuration[0].disable_scale_in
    error_message = "No policy takes workers away."
  }
  assert {
    condition     = [for query in aws_autoscaling_policy.scaling_backlog.target_tracking_configuration[0].customized_metric_specification[0].metrics : query.id if query.return_data] == ["backlog"] && [for query in aws_cloudwatch_metric_alarm.scaling_burst_alarm.metric_query : query.id if query.return_data] == ["missing"]
    error_message = "Metric math returns one series."
  }
  assert {
    condition     = aws_autoscaling_group.fleet_group.suspended_processes == toset(["AZRebalance"])
    error_message = "No busy worker is ended to have the zones even."
  }
  assert {
    condition     = aws_autoscaling_lifecycle_hook.drain.lifecycle_transition == "autoscaling:EC2_INSTANCE_TERMINATING" && aws_autoscaling_lifecycle_hook.drain.default_result == "CONTINUE"
    error_message = "A worker that has to go finishes its jobs or gives them back."
  }
  assert {
    condition     = aws_sqs_queue.queue_made[0].name == "thumbs-jobs" && aws_sqs_queue.queue_made[0].visibility_timeout_seconds == 60 && aws_sqs_queue.queue_made[0].sqs_managed_sse_enabled && aws_sqs_queue.queue_made[0].receive_wait_time_seconds == 20
    error_message = "The queue is encrypted, polled long, and has the timeout of its jobs."
  }
  assert {
    condition     = aws_sqs_queue.queue_made_dead_letters[0].message_retention_seconds == 1209600 && aws_sqs_queue.queue_made[0].message_retention_seconds == 345600
    error_message = "The dead-letter queue keeps jobs for longer than the queue."
  }
  assert {
    condition     = length(aws_cloudwatch_metric_alarm.alarm_oldest) + length(aws_cloudwatch_metric_alarm.alarm_dead_letters) == 0
    error_message = "Alarms are there only when somebody hears of them."
  }
  assert {
    condition     = output.user_data_bytes < 9216
    error_message = "Bootstrap and worker take less than 9 of the 16 KB, got ${output.user_data_bytes} bytes."
  }
}

run "everything_on" {
  command = plan

  variables {
    job           = { seconds_per_job = 600, acceptable_latency_seconds = 7200, per_worker = 4, timeout_seconds = 1800, max_attempts = 2, retry_seconds = 60 }
    queue         = { fifo = { content_based_deduplication = true }, kms_key_arn = "arn:aws:kms:us-east-1:123456789012:key/1", retention_days = 13 }
    worker        = { command = "./work", user = "app", environment = { LEVEL = "debug" }, lease_seconds = 60 }
    workers       = { min = 1, max = 50, start_seconds = 600 }
    scale_in      = { idle_seconds = 900, busy_percent = 60 }
    alarms        = { topic_arn = "arn:aws:sns:us-east-1:123456789012:alarms" }
    bootstrap     = { source = { git = { url = "https://example.com/app.git", revision = "v1" } } }
    drain_seconds = 900
  }

  assert {
    condition     = output.backlog_per_worker_target == 44
    error_message = "6600 s are eleven jobs of 600 s, four at once, got ${output.backlog_per_worker_target}."
  }
  assert {
    condition     = aws_sqs_queue.queue_made[0].name == "thumbs-jobs.fifo" && aws_sqs_queue.queue_made[0].fifo_throughput_limit == "perMessageGroupId" && aws_sqs_queue.queue_made[0].content_based_deduplication && aws_sqs_queue.queue_made_dead_letters[0].name == "thumbs-dead-letters.fifo"
    error_message = "Both queues are FIFO queues."
  }
  assert {
    condition     = aws_sqs_queue.queue_made[0].kms_master_key_id == "arn:aws:kms:us-east-1:123456789012:key/1"
    error_message = "The key is the user's."
  }
  assert {
    condition     = aws_cloudwatch_metric_alarm.alarm_oldest[0].threshold == 9000 && aws_cloudwatch_metric_alarm.alarm_dead_letters[0].threshold == 0
    error_message = "A job may wait for 7200 s, and take 1800 s."
  }
}

run "a_queue_that_is_there" {
  command = plan

  variables {
    queue  = { existing = { name = "orders", dead_letter_queue = { name = "orders-dead" } } }
    alarms = { topic_arn = "arn:aws:sns:us-east-1:123456789012:alarms" }
  }

  assert {
    condition     = length(aws_sqs_queue.queue_made) + length(aws_sqs_queue.queue_made_dead_letters) + length(aws_cloudwatch_metric_alarm.alarm_dead_letters) == 0
    error_message = "Nothing is made of what is there."
  }
  assert {
    condition     = output.queue_name == "orders" && aws_cloudwatch_metric_alarm.alarm_existing_dead_letters[0].dimensions["QueueName"] == "orders-dead"
    error_message = "The queue of the user is watched."
  }
}

run "an_agent_of_the_users_own" {
  command = plan

  variables {
    worker = null
  }

  assert {
    condition     = output.user_data_bytes < 5120
    error_message = "The worker is not a part of it, got ${output.user_data_bytes} bytes."
  }
}
