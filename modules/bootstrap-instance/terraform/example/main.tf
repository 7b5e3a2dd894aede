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

module "docs" {
  source = "../../modules/bootstrap-instance"

  name       = "docs"
  vpc_id     = data.aws_vpc.default.id
  subnet_ids = sort(data.aws_subnets.default.ids)
  image      = { ssm_parameter = { name = "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64" } }

  bootstrap = {
    packages = ["nginx"]
    files = {
      "/etc/nginx/conf.d/docs.conf"      = { content = file("${path.module}/docs.conf") }
      "/usr/share/nginx/html/index.html" = { content = "<h1>It is set up.</h1>\n" }
    }
    services = ["nginx"]
    ready    = { url = "http://localhost:8080/healthz" }
  }
}

output "launch_status_command" {
  value = module.docs.launch_status_command
}

output "user_data_bytes" {
  value = module.docs.user_data_bytes
}
