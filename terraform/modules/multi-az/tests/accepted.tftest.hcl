# What the module plans. `terraform test` runs this without an account: the answers of AWS are in aws.tfmock.hcl.

mock_provider "aws" {
  source = "./tests"
}

variables {
  name       = "web"
  vpc_id     = "vpc-0a1b2c3d"
  subnet_ids = ["subnet-0000000a", "subnet-0000000b", "subnet-0000000c"]
  image      = { id = "ami-0000000a" }
  capacity   = { needed = 4 }
}

run "defaults_in_three_zones" {
  command = plan

  assert {
    condition     = output.zones == tolist(["us-east-1a", "us-east-1b", "us-east-1c"])
    error_message = "The zones are those of the subnets, got ${join(", ", output.zones)}."
  }
  assert {
    condition     = output.min_size == 6 && output.max_size == 12 && output.capacity_after_zone_loss == 4
    error_message = "4 needed over 3 zones: 6, and 4 left; got ${output.min_size}, and ${output.capacity_after_zone_loss} left."
  }
  assert {
    condition     = aws_autoscaling_group.fleet_group.min_elb_capacity == 6 && aws_autoscaling_group.fleet_group.min_size == 6
    error_message = "Apply waits until the minimum is healthy behind the load balancer."
  }
  assert {
    condition     = length(aws_autoscaling_group.fleet_group.vpc_zone_identifier) == 3 && aws_autoscaling_group.fleet_group.health_check_type == "ELB"
    error_message = "The group runs in every zone, and the load balancer's health checks decide."
  }
  assert {
    condition     = alltrue([for tag in aws_autoscaling_group.fleet_group.tag : tag.propagate_at_launch]) && contains([for tag in aws_autoscaling_group.fleet_group.tag : tag.key], "cost-center")
    error_message = "The provider's default tags reach the instances."
  }
  assert {
    condition     = aws_launch_template.fleet_template.metadata_options[0].http_tokens == "required" && aws_launch_template.fleet_template.metadata_options[0].instance_metadata_tags == "enabled"
    error_message = "The metadata service asks for a token."
  }
  assert {
    condition     = aws_launch_template.fleet_template.block_device_mappings[0].ebs[0].encrypted == "true" && aws_launch_template.fleet_template.block_device_mappings[0].ebs[0].volume_type == "gp3"
    error_message = "The root volume is gp3 and encrypted."
  }
  assert {
    condition     = aws_launch_template.fleet_template.key_name == null && aws_launch_template.fleet_template.user_data == null
    error_message = "No SSH key, and no user data unless given."
  }
  assert {
    condition     = aws_lb.load_balancer.internal && aws_lb.load_balancer.enable_zonal_shift && aws_lb.load_balancer.enable_deletion_protection && aws_lb.load_balancer.client_keep_alive == 300
    error_message = "The load balancer is internal, shifts zones, is protected, and clients follow a shift in five minutes."
  }
  assert {
    condition     = aws_lb_listener.load_balancer_listener.default_action[0].type == "forward" && length(aws_lb_listener.load_balancer_listener_secure) == 0
    error_message = "HTTP inside of the VPC."
  }
  assert {
    condition     = aws_lb_target_group.load_balancer_target_group.name_prefix == "web-"
    error_message = "A target group can be replaced while the old one serves."
  }
  assert {
    condition     = [for rule in aws_vpc_security_group_ingress_rule.load_balancer_security_group_http : rule.cidr_ipv4] == ["10.0.0.0/16"]
    error_message = "The VPC's own range reaches the load balancer."
  }
  assert {
    condition     = length(aws_autoscaling_policy.scaling_cpu) + length(aws_cloudwatch_metric_alarm.alarm_zone) + length(aws_fis_experiment_template.drill_template) == 0
    error_message = "Scaling, alarms and drills are there only when asked for."
  }
}

run "two_zones_need_more_spare_capacity_than_three" {
  command = plan

  variables {
    subnet_ids = ["subnet-0000000a", "subnet-0000000b"]
  }

  assert {
    condition     = output.min_size == 8 && output.max_size == 16 && output.capacity_after_zone_loss == 4
    error_message = "4 needed over 2 zones: 8, and 4 left; got ${output.min_size}, and ${output.capacity_after_zone_loss} left."
  }
}

run "everything_on" {
  command = plan

  variables {
    name            = "orders-eu"
    instance_type   = "m7i.large"
    mixed_instances = { other_types = ["t3.small"], on_demand_base_capacity = 2, on_demand_percent = 50 }
    image           = { ssm_parameter = { name = "/images/web", resolve_at_launch = true } }
    user_data       = join("\n", [for line in range(1024) : "echo the same line again"])
    policy_arns     = { queue = "arn:aws:iam::123456789012:policy/queue" }
    tags            = { "cost/center" = "43" }
    rollout         = { mode = "replace", stop_on = { alarm_names = ["errors"] } }
    port            = 9090
    capacity        = { needed = 4, max = 5, survive_zone_loss = false }
    drain_zones     = ["us-east-1c"]
    load_balancer = {
      internal      = false
      https         = { certificate_arn = "arn:aws:acm:us-east-1:123456789012:certificate/web" }
      allowed_cidrs = ["203.0.113.0/24", "198.51.100.0/24"]
      stickiness    = {}
      access_logs   = { bucket = "orders-logs" }
      web_acl       = { arn = "arn:aws:wafv2:us-east-1:123456789012:regional/webacl/web/1" }
    }
    scaling = { cpu = { target_percent = 50 }, requests = { per_target = 1000 } }
    alarms  = { topic_arn = "arn:aws:sns:us-east-1:123456789012:alarms" }
    drill   = { stop_alarm_arn = "arn:aws:cloudwatch:us-east-1:123456789012:alarm:errors" }
  }

  assert {
    condition     = output.min_size == 4 && output.max_size == 5
    error_message = "Without spare capacity the minimum is what is needed, got ${output.min_size}."
  }
  assert {
    condition     = length(aws_autoscaling_group.fleet_group.vpc_zone_identifier) == 2 && length(aws_lb.load_balancer.subnets) == 3
    error_message = "A drained zone leaves the group, and stays with the load balancer."
  }
  assert {
    condition     = [for override in aws_autoscaling_group.fleet_group.mixed_instances_policy[0].launch_template[0].override : override.instance_type] == ["m7i.large", "t3.small"] && length(aws_autoscaling_group.fleet_group.launch_template) == 0
    error_message = "Mixed instances take the place of the plain template, the preferred type first."
  }
  assert {
    condition     = aws_launch_template.fleet_template.image_id == "resolve:ssm:/images/web"
    error_message = "Each launch looks the image up."
  }
  assert {
    condition     = aws_launch_template.fleet_template.metadata_options[0].instance_metadata_tags == "disabled"
    error_message = "EC2 refuses launches whose tags the metadata service cannot show."
  }
  assert {
    condition     = aws_lb_listener.load_balancer_listener_secure[0].port == 443 && aws_lb_listener.load_balancer_listener_secure[0].ssl_policy == "ELBSecurityPolicy-TLS13-1-2-2021-06"
    error_message = "HTTPS with a current policy."
  }
  assert {
    condition     = aws_lb_listener.load_balancer_listener.default_action[0].redirect[0].status_code == "HTTP_301" && aws_lb_listener.load_balancer_listener.default_action[0].type == "redirect"
    error_message = "HTTP redirects to HTTPS."
  }
  assert {
    condition     = toset(keys(aws_vpc_security_group_ingress_rule.load_balancer_security_group_tls_https)) == toset(["198.51.100.0/24", "203.0.113.0/24"])
    error_message = "Only the given ranges reach the load balancer."
  }
  assert {
    condition     = aws_lb_target_group.load_balancer_target_group.name_prefix == "order-" && aws_vpc_security_group_ingress_rule.load_balancer_security_group_from_load_balancer.from_port == 9090
    error_message = "Targets serve on the given port."
  }
  assert {
    condition     = length(aws_cloudwatch_metric_alarm.alarm_zone) == 3 && [for alarm in aws_cloudwatch_metric_alarm.alarm_zone : alarm.actions_enabled] == [true, true, false]
    error_message = "One alarm for each zone; that of a drained zone calls nobody."
  }
  assert {
    condition     = length(aws_fis_experiment_template.drill_template) == 3 && length(aws_autoscaling_policy.scaling_cpu) == 1 && length(aws_autoscaling_policy.scaling_requests) == 1 && length(aws_wafv2_web_acl_association.load_balancer_web_acl) == 1
    error_message = "Every feature that is asked for is there."
  }
}
