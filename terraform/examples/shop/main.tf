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

  # What every instance needs, to serve or to work: Node.js, the program, and the authorities that sign RDS's certificates.
  source   = { s3 = local.release, into = "/opt/shop" }
  packages = ["nodejs22"]
  run      = [file("${path.module}/authorities.sh")]
}
