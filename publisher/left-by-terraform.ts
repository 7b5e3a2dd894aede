/**
 * What Terraform and its user leave in a folder in which they have worked: states, values, plans, and hidden files. It is theirs:
 * a state that is published gives away secrets, and one that is removed is the loss of everything that it names.
 */
export function isLeftByTerraform(name: string): boolean {
  return /^\.|\.tfstate(\..*)?$|\.tfvars(\.json)?$|\.tfplan$|^crash\..*log$/.test(name);
}
