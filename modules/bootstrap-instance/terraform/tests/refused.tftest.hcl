# What the module refuses, before anything is created. `terraform test` runs this without an account: the answers of
# AWS are in aws.tfmock.hcl.

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

run "values_outside_of_their_limits" {
  command = plan

  variables {
    name          = "Docs"
    bootstrap     = { packages = ["--help"], files = { "relative" = { content = "x", mode = "644" } } }
    capacity      = { min = -1 }
    load_balancer = { keep_alive_seconds = 59 }
    alarms        = { topic_arn = "topic" }
  }

  expect_failures = [var.name, var.bootstrap, var.capacity, var.load_balancer, var.alarms]
}

run "a_secret_in_a_file" {
  command = plan

  variables {
    bootstrap = { files = { "/root/.aws/credentials" = { content = "aws_access_key_id = AKIAIOSFODNN7EXAMPLE\n" } } }
  }

  expect_failures = [var.bootstrap]
}

run "source_from_two_places" {
  command = plan

  variables {
    bootstrap = {
      source = {
        git = { url = "https://example.com/app.git", revision = "v1" }
        s3  = { bucket = "artifacts", key = "app.tgz", sha256 = "0000000000000000000000000000000000000000000000000000000000000000" }
      }
    }
  }

  expect_failures = [var.bootstrap]
}

run "a_maximum_under_the_minimum" {
  command = plan

  variables {
    capacity = { min = 3, max = 2 }
  }

  expect_failures = [var.capacity]
}

run "a_plan_that_is_too_long_without_a_bucket" {
  command = plan

  variables {
    bootstrap = { files = { "/srv/data" = { content = join("", [for number in range(1000) : sha512(number)]) } } }
  }

  expect_failures = [terraform_data.guard]
}

run "tags_that_the_metadata_service_cannot_show" {
  command = plan

  variables {
    tags = { "cost/center" = "43" }
  }

  expect_failures = [terraform_data.guard]
}

run "a_load_balancer_in_one_zone" {
  command = plan

  variables {
    subnet_ids    = ["subnet-0000000a"]
    load_balancer = {}
  }

  expect_failures = [terraform_data.guard]
}
