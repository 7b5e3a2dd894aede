# Where the state of the shop is, so that no instance has any: orders in a database, logins and carts in a table with a
# cache. The security groups of their clients are made before both sides, so that neither waits for the other's own one,
# which would be a cycle.

resource "aws_security_group" "orders_clients" {
  name_prefix = "shop-orders-clients-"
  description = "Members may connect: shop-orders-clients"
  vpc_id      = aws_vpc.shop.id

  lifecycle {
    create_before_destroy = true
  }
}

module "orders" {
  source = "../../modules/ha-database"

  name                       = "shop-orders"
  vpc_id                     = aws_vpc.shop.id
  subnet_ids_by_zone         = local.private_subnet_ids_by_zone
  engine                     = "postgres"
  engine_version             = "16"
  database_name              = "shop"
  allowed_security_group_ids = { shop = aws_security_group.orders_clients.id }
  deletion_protection        = var.deletion_protection
  final_snapshot             = var.deletion_protection
  alarms                     = local.alarms
}

resource "aws_vpc_security_group_egress_rule" "orders" {
  security_group_id            = aws_security_group.orders_clients.id
  referenced_security_group_id = module.orders.security_group_id
  ip_protocol                  = "tcp"
  from_port                    = module.orders.port
  to_port                      = module.orders.port
}

resource "aws_security_group" "sessions_clients" {
  name_prefix = "shop-sessions-clients-"
  description = "Members may connect: shop-sessions-clients"
  vpc_id      = aws_vpc.shop.id

  lifecycle {
    create_before_destroy = true
  }
}

module "sessions" {
  source = "../../modules/state-sharing"

  name = "shop-sessions"
  cache = {
    vpc_id                     = aws_vpc.shop.id
    subnet_ids_by_zone         = local.private_subnet_ids_by_zone
    allowed_security_group_ids = { shop = aws_security_group.sessions_clients.id }
    snapshot_days              = 0 # the table has it all
  }
  deletion_protection = var.deletion_protection
  alarms              = local.alarms
}

resource "aws_vpc_security_group_egress_rule" "sessions" {
  security_group_id            = aws_security_group.sessions_clients.id
  referenced_security_group_id = module.sessions.cache_security_group_id
  ip_protocol                  = "tcp"
  from_port                    = module.sessions.cache_port
  to_port                      = module.sessions.cache_port
}

locals {
  # What the program is told of where all that is.
  environment = merge(module.sessions.environment, {
    DATABASE_URL        = module.orders.connection_string
    DATABASE_READER_URL = module.orders.reader_connection_string
  })
}
