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

module "web" {
  source = "../../modules/scheduled-scale-out"

  name       = "web"
  vpc_id     = data.aws_vpc.default.id
  subnet_ids = sort(data.aws_subnets.default.ids)
  image      = { ssm_parameter = { name = "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64" } }
  capacity   = { min = 2, max = 12 }
  windows    = { office = { from = "0 8 * * MON-FRI", to = "0 18 * * MON-FRI", time_zone = "Europe/Berlin", min = 6 } }
  scaling    = { cpu = { target_percent = 50 } }
  user_data  = file("${path.module}/serve.sh")
}

output "url" {
  value = module.web.url
}

output "scheduled_action_names" {
  value = module.web.scheduled_action_names
}
