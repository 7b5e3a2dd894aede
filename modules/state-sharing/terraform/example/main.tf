provider "aws" {
  region = "us-east-1"
}

data "aws_vpc" "default" {
  default = true
}

data "aws_subnet" "default" {
  for_each = toset(["us-east-1a", "us-east-1b"])

  vpc_id            = data.aws_vpc.default.id
  availability_zone = each.key
  default_for_az    = true
}

resource "aws_security_group" "web" {
  name_prefix = "sessions-web-"
  vpc_id      = data.aws_vpc.default.id
}

resource "aws_iam_role" "web" {
  name_prefix = "sessions-web-"
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "ec2.amazonaws.com" } }]
  })
}

module "sessions" {
  source = "../../modules/state-sharing"

  name = "sessions"
  cache = {
    vpc_id                     = data.aws_vpc.default.id
    subnet_ids_by_zone         = { for zone, subnet in data.aws_subnet.default : zone => subnet.id }
    allowed_security_group_ids = { web = aws_security_group.web.id }
  }
  client_role_names = { web = aws_iam_role.web.name }
}

output "environment" {
  value = module.sessions.environment
}
