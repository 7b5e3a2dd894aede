provider "aws" {
  region = "us-east-1"
}

data "aws_vpc" "default" {
  default = true
}

data "aws_subnets" "default" {
  filter {
    name   = "vpc-id"
    values = [data.aws_vpc.default.id]
  }

  filter {
    name   = "availability-zone"
    values = ["us-east-1a", "us-east-1b", "us-east-1c"]
  }
}

module "thumbnails" {
  source = "../../modules/job-observer"

  name       = "thumbnails"
  vpc_id     = data.aws_vpc.default.id
  subnet_ids = sort(data.aws_subnets.default.ids)
  image      = { ssm_parameter = { name = "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64" } }

  job    = { seconds_per_job = 20, acceptable_latency_seconds = 900 }
  worker = { command = "/opt/app/thumbnail" }

  bootstrap = {
    packages = ["ImageMagick"]
    files    = { "/opt/app/thumbnail" = { content = file("${path.module}/thumbnail.sh"), mode = "0755" } }
  }

  workers = { max = 20 }
}

# Who sends jobs gets this policy.
resource "aws_iam_policy" "producer" {
  name_prefix = "thumbnails-producer-"
  policy      = module.thumbnails.producer_policy_json
}

output "queue_url" {
  value = module.thumbnails.queue_url
}

output "redrive_command" {
  value = module.thumbnails.redrive_command
}
