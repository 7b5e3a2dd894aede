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
  capacity   = { needed = 4 }
}

run "values_outside_of_their_limits" {
  command = plan

  variables {
    name                       = "Web"
    vpc_id                     = "vpc"
    subnet_ids                 = ["subnet-0000000a"]
    image                      = { id = "image" }
    capacity                   = { needed = 0 }
    instance_type              = "small"
    port                       = 65536
    health_check               = { path = "healthz" }
    load_balancer              = { keep_alive_seconds = 59 }
    warm_pool                  = { state = "Warm" }
    root_volume                = { size_gib = 0 }
    policy_arns                = { queue = "queue" }
    permissions_boundary_arn   = "boundary"
    security_group_ids         = ["group"]
    egress                     = { database = { port = 0, cidr = "10.0.0.0/16" } }
    health                     = { grace_seconds = 7201 }
    rollout                    = { mode = "fast" }
    max_instance_lifetime_days = 366
    metadata_hop_limit         = 65
    scaling                    = { cpu = { target_percent = 91 } }
    drain_zones                = ["a"]
    alarms                     = { topic_arn = "topic" }
    drill                      = { stop_alarm_arn = "alarm" }
  }

  expect_failures = [
    var.name,
    var.vpc_id,
    var.subnet_ids,
    var.image,
    var.capacity,
    var.instance_type,
    var.port,
    var.health_check,
    var.load_balancer,
    var.warm_pool,
    var.root_volume,
    var.policy_arns,
    var.permissions_boundary_arn,
    var.security_group_ids,
    var.egress,
    var.health,
    var.rollout,
    var.max_instance_lifetime_days,
    var.metadata_hop_limit,
    var.scaling,
    var.drain_zones,
    var.alarms,
    var.drill,
  ]
}

run "inputs_that_do_not_go_together" {
  command = plan

  variables {
    image           = { id = "ami-0000000a", ssm_parameter = { name = "/images/web" } }
    warm_pool       = {}
    mixed_instances = { other_types = ["m7i.large"] }
    rollout         = { min_healthy_percent = 50, max_healthy_percent = 151 }
    health_check    = { interval_seconds = 10, timeout_seconds = 10 }
    load_balancer   = { internal = false, allowed_cidrs = ["0.0.0.0/0"] }
  }

  expect_failures = [var.image, var.warm_pool, var.rollout, var.health_check, var.load_balancer]
}

run "no_image_no_client_and_no_other_type" {
  command = plan

  variables {
    image           = {}
    mixed_instances = { other_types = [] }
    load_balancer = {
      internal = false
      https    = { certificate_arn = "arn:aws:acm:us-east-1:123456789012:certificate/web" }
    }
  }

  expect_failures = [var.image, var.load_balancer, var.mixed_instances]
}

run "two_subnets_in_one_zone" {
  command = plan

  override_data {
    target = data.aws_subnet.fleet_lookup_subnet["2"]
    values = { availability_zone = "us-east-1b", vpc_id = "vpc-0a1b2c3d" }
  }
  override_data {
    target = data.aws_subnet.load_balancer_lookup_subnet["2"]
    values = { availability_zone = "us-east-1b", vpc_id = "vpc-0a1b2c3d" }
  }

  expect_failures = [terraform_data.guard]
}

run "a_subnet_of_another_vpc" {
  command = plan

  override_data {
    target = data.aws_subnet.fleet_lookup_subnet["2"]
    values = { availability_zone = "us-east-1c", vpc_id = "vpc-99999999" }
  }

  expect_failures = [terraform_data.guard]
}

run "a_load_balancer_that_does_not_cover_a_zone" {
  command = plan

  variables {
    load_balancer = { subnet_ids = ["subnet-1000000a", "subnet-1000000b"] }
  }

  expect_failures = [terraform_data.guard]
}

run "an_image_of_another_architecture" {
  command = plan

  override_data {
    target = data.aws_ami.fleet_lookup_image
    values = { id = "ami-0000000a", architecture = "arm64", root_device_name = "/dev/xvda" }
  }

  expect_failures = [terraform_data.guard]
}

run "an_instance_type_that_a_zone_does_not_offer" {
  command = plan

  variables {
    instance_type = "c7i.large"
  }

  expect_failures = [terraform_data.guard]
}

run "user_data_over_16_kb_after_compression" {
  command = plan

  variables {
    user_data = join("", [for number in range(300) : base64sha512(tostring(number))])
  }

  expect_failures = [terraform_data.guard]
}

run "a_maximum_under_the_minimum" {
  command = plan

  variables {
    capacity = { needed = 4, max = 5 }
  }

  expect_failures = [terraform_data.guard]
}

run "no_zone_left" {
  command = plan

  variables {
    drain_zones = ["us-east-1a", "us-east-1b", "us-east-1c"]
  }

  expect_failures = [terraform_data.guard]
}

run "a_zone_that_is_not_there_to_be_drained" {
  command = plan

  variables {
    drain_zones = ["us-east-1d"]
  }

  expect_failures = [terraform_data.guard]
}
