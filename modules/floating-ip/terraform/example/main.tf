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
    values = ["us-east-1a", "us-east-1b"]
  }
}

data "aws_ssm_parameter" "image" {
  name = "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64"
}

# Two proxies, one in each zone. What is unset here stays unset: a public address of their own comes from the subnet.
resource "aws_instance" "proxy" {
  for_each = { for index, id in sort(data.aws_subnets.default.ids) : ["blue", "green"][index] => id }

  ami           = nonsensitive(data.aws_ssm_parameter.image.value)
  instance_type = "t3.small"
  subnet_id     = each.value
  tags          = { Name = "proxy-${each.key}" }

  metadata_options {
    http_tokens = "required"
  }

  root_block_device {
    encrypted = true
  }

  lifecycle {
    # A newer image must not replace a proxy that holds the address.
    ignore_changes = [ami]
  }
}

module "proxy" {
  source = "../../modules/floating-ip"

  name   = "proxy"
  active = "blue"

  members = {
    for name, instance in aws_instance.proxy : name => {
      instance_id          = instance.id
      network_interface_id = instance.primary_network_interface_id
    }
  }
}

output "public_ips" {
  value = module.proxy.public_ips
}

output "move_commands" {
  value = module.proxy.move_commands
}
