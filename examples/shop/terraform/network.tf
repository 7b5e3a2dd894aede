# A VPC with a public and a private subnet in each zone. What leaves a zone's private subnet leaves by that zone: none
# needs another one.

resource "aws_vpc" "shop" {
  cidr_block = "10.20.0.0/16"
  # The database's names for reads are in a private hosted zone, which needs both.
  enable_dns_support   = true
  enable_dns_hostnames = true
  tags                 = { Name = "shop" }
}

resource "aws_internet_gateway" "shop" {
  vpc_id = aws_vpc.shop.id
  tags   = { Name = "shop" }
}

resource "aws_subnet" "public" {
  for_each = toset(var.zones)

  vpc_id            = aws_vpc.shop.id
  availability_zone = each.key
  cidr_block        = cidrsubnet(aws_vpc.shop.cidr_block, 8, index(var.zones, each.key))
  tags              = { Name = "shop-public-${each.key}" }
}

resource "aws_subnet" "private" {
  for_each = toset(var.zones)

  vpc_id            = aws_vpc.shop.id
  availability_zone = each.key
  cidr_block        = cidrsubnet(aws_vpc.shop.cidr_block, 8, 16 + index(var.zones, each.key))
  tags              = { Name = "shop-private-${each.key}" }
}

resource "aws_eip" "nat" {
  for_each = toset(var.zones)

  domain = "vpc"
  tags   = { Name = "shop-${each.key}" }
}

resource "aws_nat_gateway" "zone" {
  for_each = toset(var.zones)

  allocation_id = aws_eip.nat[each.key].id
  subnet_id     = aws_subnet.public[each.key].id
  tags          = { Name = "shop-${each.key}" }
  depends_on    = [aws_internet_gateway.shop]
}

resource "aws_route_table" "public" {
  for_each = toset(var.zones)

  vpc_id = aws_vpc.shop.id
  tags   = { Name = "shop-public-${each.key}" }
}

resource "aws_route" "public" {
  for_each = toset(var.zones)

  route_table_id         = aws_route_table.public[each.key].id
  destination_cidr_block = "0.0.0.0/0"
  gateway_id             = aws_internet_gateway.shop.id
}

resource "aws_route_table_association" "public" {
  for_each = toset(var.zones)

  route_table_id = aws_route_table.public[each.key].id
  subnet_id      = aws_subnet.public[each.key].id
}

resource "aws_route_table" "private" {
  for_each = toset(var.zones)

  vpc_id = aws_vpc.shop.id
  tags   = { Name = "shop-private-${each.key}" }
}

resource "aws_route" "private" {
  for_each = toset(var.zones)

  route_table_id         = aws_route_table.private[each.key].id
  destination_cidr_block = "0.0.0.0/0"
  nat_gateway_id         = aws_nat_gateway.zone[each.key].id
}

resource "aws_route_table_association" "private" {
  for_each = toset(var.zones)

  route_table_id = aws_route_table.private[each.key].id
  subnet_id      = aws_subnet.private[each.key].id
}

# Packages, code and sessions need no NAT gateway.
resource "aws_vpc_endpoint" "gateway" {
  for_each = toset(["s3", "dynamodb"])

  vpc_id          = aws_vpc.shop.id
  service_name    = "com.amazonaws.${var.region}.${each.key}"
  route_table_ids = values(aws_route_table.private)[*].id
  tags            = { Name = "shop-${each.key}" }
}

locals {
  private_subnet_ids         = [for zone in var.zones : aws_subnet.private[zone].id]
  private_subnet_ids_by_zone = { for zone in var.zones : zone => aws_subnet.private[zone].id }
  public_subnet_ids          = [for zone in var.zones : aws_subnet.public[zone].id]
}
