provider "aws" {
  region = "us-east-1"
}

data "aws_vpc" "default" {
  default = true
}

data "aws_subnets" "home" {
  filter {
    name   = "vpc-id"
    values = [data.aws_vpc.default.id]
  }

  filter {
    name   = "availability-zone"
    values = ["us-east-1a"]
  }
}

data "aws_subnet" "home" {
  id = data.aws_subnets.home.ids[0]
}

data "aws_ssm_parameter" "image" {
  name = "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64"
}

resource "aws_security_group" "proxy" {
  name_prefix = "proxy-"
  description = "The floating interface"
  vpc_id      = data.aws_vpc.default.id
}

# Two proxies in one zone. A second interface is all that each of them gets later: index 1 is free.
resource "aws_instance" "proxy" {
  for_each = toset(["blue", "green"])

  ami           = nonsensitive(data.aws_ssm_parameter.image.value)
  instance_type = "t3.small"
  subnet_id     = data.aws_subnet.home.id
  tags          = { Name = "proxy-${each.key}" }

  metadata_options {
    http_tokens = "required"
  }

  root_block_device {
    encrypted = true
  }

  lifecycle {
    # A newer image must not replace a proxy that holds the interface.
    ignore_changes = [ami]
  }
}

module "proxy" {
  source = "../../modules/floating-interface"

  name               = "proxy"
  active             = "blue"
  members            = { for name, instance in aws_instance.proxy : name => { instance_id = instance.id } }
  subnet_id          = data.aws_subnet.home.id
  private_ip         = cidrhost(data.aws_subnet.home.cidr_block, 200)
  security_group_ids = [aws_security_group.proxy.id]
}

output "private_ip" {
  value = module.proxy.private_ip
}

output "move_commands" {
  value = module.proxy.move_commands
}
