# What the module plans. `terraform test` runs this without an account: the answers of AWS are in aws.tfmock.hcl.

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

run "an_interface_that_nobody_holds_yet" {
  command = plan

  assert {
    condition     = aws_network_interface.interface.private_ip_list == tolist(["10.0.1.50"]) && aws_network_interface.interface.source_dest_check
    error_message = "One address, and what is not its own is dropped."
  }
  assert {
    condition     = aws_ssm_parameter.controller_intent.insecure_value == "blue" && aws_ssm_parameter.controller_intent.name == "/floating-interface/proxy/active"
    error_message = "The intent is a parameter that anybody may read in a plan."
  }
  assert {
    condition     = length(aws_eip.elastic_ip) + length(aws_eip_association.elastic_ip_association) + length(aws_autoscaling_group.controller_group) == 0
    error_message = "A public address and launched members are there only when asked for."
  }
  assert {
    condition     = output.public_ip == null
    error_message = "What is not there has no address."
  }
  assert {
    condition     = output.guest_services == ["floating-interface@10.0.1.50.service"] && strcontains(output.guest_user_data, "floating-interface@10.0.1.50.service")
    error_message = "The unit inside of the instance knows the address."
  }
}

run "everything_on" {
  command = plan

  variables {
    members = {
      blue  = { instance_id = "i-0000000b", alarm_arns = ["arn:aws:cloudwatch:us-east-1:123456789012:alarm:app"] }
      green = { launch = { launch_template_id = "lt-0a1b2c3d", subnet_ids = ["subnet-0000000a"] } }
    }
    failover_order             = ["green", "blue"]
    secondary_private_ips      = ["10.0.1.51"]
    source_dest_check          = false
    elastic_ip                 = {}
    force_detach_after_seconds = 30
    automatic_return           = true
    alarms                     = { topic_arn = "arn:aws:sns:us-east-1:123456789012:moves" }
  }

  assert {
    condition     = aws_network_interface.interface.private_ip_list == tolist(["10.0.1.50", "10.0.1.51"]) && !aws_network_interface.interface.source_dest_check
    error_message = "The first address is the primary one."
  }
  assert {
    condition     = length(aws_eip.elastic_ip) == 1 && !aws_eip_association.elastic_ip_association["main"].allow_reassociation
    error_message = "A new address, which is taken from nobody."
  }
  assert {
    condition     = keys(aws_autoscaling_group.controller_group) == ["green"]
    error_message = "A group of one for the member that is launched."
  }
}

run "an_elastic_ip_of_ones_own" {
  command = plan

  variables {
    elastic_ip = { existing = { allocation_id = "eipalloc-0a1b2c3d" } }
  }

  assert {
    condition     = length(aws_eip.elastic_ip) == 0 && length(data.aws_eip.elastic_ip_existing) == 1 && length(aws_eip_association.elastic_ip_association) == 1
    error_message = "None is allocated."
  }
}

run "frozen" {
  command = plan

  variables {
    frozen = true
  }

  assert {
    condition     = aws_cloudwatch_event_rule.controller_on_state.state == "DISABLED" && aws_cloudwatch_event_rule.controller_on_intent.state == "ENABLED"
    error_message = "Nothing moves by itself, and the intent is still carried out."
  }
}
