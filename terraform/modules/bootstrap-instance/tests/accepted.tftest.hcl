# What the module plans. `terraform test` runs this without an account: the answers of AWS are in aws.tfmock.hcl.

mock_provider "aws" {
  source = "./tests"
}

variables {
  name       = "docs"
  vpc_id     = "vpc-0a1b2c3d"
  subnet_ids = ["subnet-0000000a", "subnet-0000000b"]
  image      = { id = "ami-0000000a" }
  bootstrap  = { packages = ["nginx"], services = ["nginx"] }
}

run "one_instance_that_heals" {
  command = plan

  assert {
    condition     = output.min_size == 1 && output.max_size == 1 && length(aws_autoscaling_group.fleet_group.vpc_zone_identifier) == 2
    error_message = "One instance, in whichever of the zones there is capacity."
  }
  assert {
    condition     = aws_autoscaling_group.fleet_group.health_check_type == "EC2" && aws_autoscaling_group.fleet_group.min_elb_capacity == null && length(aws_autoscaling_group.fleet_group.target_group_arns) == 0
    error_message = "Without a load balancer EC2's own checks decide."
  }
  assert {
    condition     = [for hook in aws_autoscaling_group.fleet_group.initial_lifecycle_hook : [hook.name, hook.default_result, hook.heartbeat_timeout]] == [["bootstrap", "ABANDON", 900]]
    error_message = "The first instance is held back, and silence is failure."
  }
  assert {
    condition     = aws_autoscaling_group.fleet_group.wait_for_capacity_timeout == "18m"
    error_message = "Apply waits longer than the hook, got ${aws_autoscaling_group.fleet_group.wait_for_capacity_timeout}."
  }
  assert {
    condition     = length(aws_lb.load_balancer) + length(aws_cloudwatch_log_group.fleet_bootstrap_log) + length(aws_s3_object.fleet_bootstrap_plan) + length(aws_cloudwatch_event_rule.alarm_failed_launch) == 0
    error_message = "A load balancer, logs, a bucket and alarms are there only when asked for."
  }
  assert {
    condition     = output.url == null && output.dns_name == null && output.log_group_name == null
    error_message = "What is not there has no name."
  }
  assert {
    condition     = output.user_data_bytes > 1024 && output.user_data_bytes < 5120
    error_message = "The program takes less than 5 of the 16 KB, got ${output.user_data_bytes} bytes."
  }
}

run "everything_on" {
  command = plan

  variables {
    name     = "orders-eu"
    capacity = { min = 2, max = 6 }
    bootstrap = {
      updates  = "security"
      packages = ["nginx-1.26.3"]
      users    = ["app"]
      files = {
        "/etc/app.conf"  = { content = "a = $${b}\n", mode = "0640", owner = "root:app" }
        "/etc/app.bin"   = { content_base64 = "AAECAw==" }
        "/etc/apt/x.asc" = { content = "key", before_packages = true }
      }
      secrets = {
        "/etc/app.password" = { arn = "arn:aws:secretsmanager:us-east-1:123456789012:secret:app-AbCdEf", owner = "app" }
        "/etc/app.token"    = { arn = "arn:aws:ssm:us-east-1:123456789012:parameter/app/token" }
      }
      source          = { git = { url = "https://example.com/app.git", revision = "v1" } }
      run             = ["make install"]
      services        = ["app", "nginx"]
      ready           = { url = "http://localhost:9090/healthz", command = "test -e /run/app", timeout_seconds = 60 }
      timeout_seconds = 1800
      logs            = { retention_days = 14 }
      overflow        = { bucket = "orders-artifacts" }
    }
    port          = 9090
    load_balancer = { deletion_protection = false }
    alarms        = { topic_arn = "arn:aws:sns:us-east-1:123456789012:alarms" }
    warm_pool     = { min_size = 1 }
  }

  assert {
    condition     = aws_autoscaling_group.fleet_group.health_check_type == "ELB" && aws_autoscaling_group.fleet_group.min_elb_capacity == 2
    error_message = "With a load balancer its health checks decide."
  }
  assert {
    condition     = aws_autoscaling_lifecycle_hook.fleet_group_hook.heartbeat_timeout == 1800 && aws_autoscaling_group.fleet_group.wait_for_capacity_timeout == "33m"
    error_message = "The hook waits as long as the bootstrap may take, and apply a little longer."
  }
  assert {
    condition     = startswith(aws_s3_object.fleet_bootstrap_plan[0].key, "bootstrap/bootstrap-instance/orders-eu/") && strcontains(aws_s3_object.fleet_bootstrap_plan[0].content, "once system_users 'app'")
    error_message = "The plan is in the bucket, too."
  }
  assert {
    condition     = aws_cloudwatch_log_group.fleet_bootstrap_log[0].retention_in_days == 14 && output.log_group_name == "/bootstrap-instance/orders-eu/bootstrap"
    error_message = "The log goes to CloudWatch Logs."
  }
  assert {
    condition     = length(aws_cloudwatch_event_rule.alarm_failed_launch) == 1
    error_message = "A failed launch is told."
  }
}

run "a_plan_that_is_too_long_is_fetched_from_the_bucket" {
  command = plan

  variables {
    bootstrap = {
      files    = { "/srv/data" = { content = join("", [for number in range(1000) : sha512(number)]) } }
      overflow = { bucket = "orders-artifacts" }
    }
  }

  assert {
    condition     = output.user_data_bytes > 16384 && length(aws_launch_template.fleet_template.user_data) < 16384
    error_message = "All of it has ${output.user_data_bytes} bytes, and the user data fits."
  }
}
