variable "region" {
  description = "Region."
  type        = string
  default     = "us-east-1"
}

variable "zones" {
  description = "Names of the zones. They are keys of what is made, so that they cannot be looked up."
  type        = list(string)
  default     = ["us-east-1a", "us-east-1b", "us-east-1c"]
}

variable "program" {
  description = "Path of the program that instances run, as `npx tsx examples/shop/build.ts shop.cjs` makes it."
  type        = string
}

variable "certificate_arn" {
  description = "ARN of the customers' certificate: with it the shop is on the internet. Without: on port 80, within the VPC only."
  type        = string
  default     = null
}

variable "deletion_protection" {
  description = "Refuse to delete database, sessions and load balancers, and take a last snapshot. Off for a trial."
  type        = bool
  default     = true
}
