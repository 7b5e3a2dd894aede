# What the module makes. `terraform test` runs this without an account: the answers of AWS are in aws.tfmock.hcl.

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

run "two_instances_and_an_address" {
  command = apply

  assert {
    condition     = keys(aws_eip.address) == ["main"] && length(aws_autoscaling_group.controller_group) == 0
    error_message = "One new address, and no group for instances that are there."
  }
  assert {
    condition     = aws_ssm_parameter.controller_intent.insecure_value == "blue" && output.intent_parameter_name == "/floating-ip/proxy/active"
    error_message = "The intent is a parameter."
  }
  assert {
    condition     = [for member in jsondecode(aws_sfn_state_machine.controller.definition).States.Init.Parameters.members : member.key] == ["blue", "green"]
    error_message = "Without an order of its own the names' order counts."
  }
  assert {
    condition     = { for name, alarm in aws_cloudwatch_metric_alarm.controller_on_status : name => alarm.dimensions.InstanceId } == { blue = "i-0000000b", green = "i-0000000c" }
    error_message = "Each member has an alarm on its status checks."
  }
  assert {
    condition     = [for rule in [aws_cloudwatch_event_rule.controller_on_state, aws_cloudwatch_event_rule.controller_on_any_state, aws_cloudwatch_event_rule.controller_on_launch] : rule.state] == ["ENABLED", "DISABLED", "DISABLED"]
    error_message = "Instances by id are heard by id."
  }
  assert {
    condition     = output.move_commands["green"] == "aws stepfunctions start-execution --state-machine-arn arn:aws:states:us-east-1:123456789012:stateMachine:proxy-floating-ip --input '{\"target\":\"green\"}'"
    error_message = "One command moves it, got ${output.move_commands["green"]}"
  }
  assert {
    condition     = !strcontains(aws_iam_role_policy.controller_policy.policy, "sns:Publish") && !strcontains(aws_iam_role_policy.controller_policy.policy, "instance/*")
    error_message = "No right for what is not there."
  }
}

run "members_that_heal_and_an_address_of_the_user" {
  command = apply

  variables {
    members = {
      blue  = { launch = { launch_template_id = "lt-0000000d", subnet_ids = ["subnet-0000000a"] } }
      green = { launch = { launch_template_id = "lt-0000000d", launch_template_version = "3", subnet_ids = ["subnet-0000000b"] } }
    }
    addresses      = { ours = { existing = { allocation_id = "eipalloc-0000000a" } } }
    failover_order = ["green", "blue"]
    frozen         = true
    alarms         = { topic_arn = "arn:aws:sns:us-east-1:123456789012:alarms" }
  }

  assert {
    condition     = length(aws_eip.address) == 0 && output.public_ips == { ours = "203.0.113.7" }
    error_message = "No new address."
  }
  assert {
    condition     = [for group in aws_autoscaling_group.controller_group : [group.name, group.min_size, group.max_size]] == [["proxy-floating-ip-blue", 1, 1], ["proxy-floating-ip-green", 1, 1]] && aws_autoscaling_group.controller_group["green"].launch_template[0].version == "3"
    error_message = "A group of one for each."
  }
  assert {
    condition     = [for member in jsondecode(aws_sfn_state_machine.controller.definition).States.Init.Parameters.members : member.filter.Values[0]] == ["proxy-floating-ip-green", "proxy-floating-ip-blue"]
    error_message = "They are found by their groups, in the order given."
  }
  assert {
    condition     = alltrue([for rule in [aws_cloudwatch_event_rule.controller_on_state, aws_cloudwatch_event_rule.controller_on_any_state, aws_cloudwatch_event_rule.controller_on_launch, aws_cloudwatch_event_rule.controller_on_alarm, aws_cloudwatch_event_rule.controller_on_schedule] : rule.state == "DISABLED"]) && aws_cloudwatch_event_rule.controller_on_intent.state == "ENABLED"
    error_message = "Frozen, it hears of its intent only."
  }
}
