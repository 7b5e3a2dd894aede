terraform {
  required_version = ">= 1.11.0" # a value that is in no state: session_secret

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.100.0, < 7.0.0"
    }
  }
}

provider "aws" {
  region = var.region
}

# Who hears of alarms: subscribe to it.
resource "aws_sns_topic" "alarms" {
  name_prefix = "shop-alarms-"
}

locals {
  image  = { ssm_parameter = { name = "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64" } }
  alarms = { topic_arn = aws_sns_topic.alarms.arn }

  # What every instance needs, to serve or to work, by the user that the program runs as: Node.js, the program, and the
  # authorities that sign RDS's certificates.
  base = { for user in ["shop", "job-worker"] : user => {
    packages        = ["nodejs22"]
    source          = { s3 = local.release, into = "/opt/shop", owner = user }
    run             = [file("${path.module}/authorities.sh")]
    secrets         = { "/etc/shop/database.json" = { arn = module.orders.secret_arn, owner = user } }
    timeout_seconds = 600
  } }
}
