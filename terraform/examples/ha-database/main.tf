provider "aws" {
  region = "us-east-1"
}

data "aws_vpc" "default" {
  default = true
}

data "aws_subnet" "default" {
  for_each = toset(["us-east-1a", "us-east-1b", "us-east-1c"])

  vpc_id            = data.aws_vpc.default.id
  availability_zone = each.key
  default_for_az    = true
}

resource "aws_security_group" "clients" {
  name_prefix = "orders-clients-"
  vpc_id      = data.aws_vpc.default.id
}

module "orders" {
  source = "../../modules/ha-database"

  name                       = "orders"
  vpc_id                     = data.aws_vpc.default.id
  subnet_ids_by_zone         = { for zone, subnet in data.aws_subnet.default : zone => subnet.id }
  engine                     = "postgres"
  engine_version             = "16"
  allowed_security_group_ids = { web = aws_security_group.clients.id }
}

output "connection_string" {
  value = module.orders.connection_string
}

output "reader_connection_string" {
  value = module.orders.reader_connection_string
}

output "secret_arn" {
  value = module.orders.secret_arn
}
