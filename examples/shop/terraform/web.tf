# One program in two tiers. Customers come at any hour, and a sale that is lost to a zone is lost: their tier has a zone
# to spare. The staff comes by the clock, and can wait for a launch: its tier is small at night.

# What the servers sign their cookies with: one secret for all, drawn by Secrets Manager, in no plan and no state.
ephemeral "aws_secretsmanager_random_password" "session" {
  password_length     = 48
  exclude_punctuation = true
}

resource "aws_secretsmanager_secret" "session" {
  name_prefix = "shop-session-"
  description = "Signs the cookies of the shop"
}

resource "aws_secretsmanager_secret_version" "session" {
  secret_id                = aws_secretsmanager_secret.session.id
  secret_string_wo         = ephemeral.aws_secretsmanager_random_password.session.random_password
  secret_string_wo_version = 1
}

locals {
  client_security_group_ids = [aws_security_group.orders_clients.id, aws_security_group.sessions_clients.id]

  # For the tiers' `policy_arns`, so that instances have them when they start.
  sessions_policy_arns = {
    sessions_table = module.sessions.table_policy_arn
    sessions_cache = module.sessions.cache_policy_arn
  }

  tiers = {
    customers = { TIER = "customers", QUEUE_URL = module.jobs.queue_url }
    staff     = { TIER = "staff" }
  }

  bootstrap = { for tier, environment in local.tiers : tier => merge(local.base["shop"], {
    users = ["shop"]
    secrets = merge(local.base["shop"].secrets, {
      "/etc/shop/session-secret" = { arn = aws_secretsmanager_secret.session.arn, owner = "shop" }
    })
    files = {
      "/etc/shop/environment" = {
        content = join("\n", [for name, value in merge(local.environment, environment) : "${name}=${value}"])
      }
      "/etc/systemd/system/shop.service" = { content = file("${path.module}/shop.service") }
    }
    services = ["shop"]
    ready    = { url = "http://localhost:8080/healthz" }
  }) }
}

module "customers" {
  source = "../../modules/multi-az"

  name               = "shop-customers"
  vpc_id             = aws_vpc.shop.id
  subnet_ids         = local.private_subnet_ids
  image              = local.image
  security_group_ids = local.client_security_group_ids
  policy_arns        = merge(local.sessions_policy_arns, { jobs = aws_iam_policy.sender.arn })
  bootstrap          = local.bootstrap["customers"]
  alarms             = local.alarms

  capacity = { needed = 4 }
  scaling  = { cpu = { target_percent = 50 } }
  load_balancer = {
    deletion_protection = var.deletion_protection
    # On the internet with a certificate, and else within the VPC.
    internal      = var.certificate_arn == null
    subnet_ids    = var.certificate_arn == null ? null : local.public_subnet_ids
    https         = var.certificate_arn == null ? null : { certificate_arn = var.certificate_arn }
    allowed_cidrs = var.certificate_arn == null ? null : ["0.0.0.0/0"]
  }
}

module "staff" {
  source = "../../modules/scheduled-scale-out"

  name               = "shop-staff"
  vpc_id             = aws_vpc.shop.id
  subnet_ids         = local.private_subnet_ids
  image              = local.image
  security_group_ids = local.client_security_group_ids
  policy_arns        = local.sessions_policy_arns
  bootstrap          = local.bootstrap["staff"]
  alarms             = local.alarms

  capacity      = { min = 2, max = 8 }
  windows       = { office = { from = "0 7 * * MON-FRI", to = "0 19 * * MON-FRI", time_zone = "Europe/Berlin", min = 4 } }
  scaling       = { cpu = { target_percent = 50 } }
  load_balancer = { deletion_protection = var.deletion_protection }
}
