/** Terraform's spelling of a TypeScript name: `certificateArn` becomes `certificate_arn`. */
export function snakeCase(name: string): string {
  return name.replace(/([a-z0-9])([A-Z])/g, "$1_$2").toLowerCase();
}

/** TypeScript's spelling of a Terraform name or of a folder: `multi-az` and `multi_az` become `multiAz`. */
export function camelCase(name: string): string {
  return name.replace(/[-_]+([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}
