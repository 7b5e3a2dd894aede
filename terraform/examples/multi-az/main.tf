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
  source = "../../modules/multi-az"

  name       = "web"
  vpc_id     = data.aws_vpc.default.id
  subnet_ids = sort(data.aws_subnets.default.ids)
  image      = { ssm_parameter = { name = "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64" } }
  capacity   = { needed = 4 }
  user_data  = file("${path.module}/serve.sh")
}

output "url" {
  value = module.web.url
}

output "capacity_after_zone_loss" {
  value = module.web.capacity_after_zone_loss
}
