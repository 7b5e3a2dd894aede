# What no customer waits for: an order is sent to the queue, and a worker carries it out.

module "jobs" {
  source = "../../modules/job-observer"

  name               = "shop-jobs"
  vpc_id             = aws_vpc.shop.id
  subnet_ids         = local.private_subnet_ids
  image              = local.image
  security_group_ids = [aws_security_group.orders_clients.id]
  bootstrap          = local.base["job-worker"]
  alarms             = local.alarms

  worker = {
    command     = "/usr/bin/node-22 /opt/shop/shop.cjs fulfil"
    environment = { DATABASE_URL = module.orders.connection_string }
  }
  job = { seconds_per_job = 5, acceptable_latency_seconds = 900 }
}

# Who sends jobs gets it.
resource "aws_iam_policy" "sender" {
  name_prefix = "shop-jobs-sender-"
  description = "Send jobs of the shop"
  policy      = module.jobs.producer_policy_json
}
