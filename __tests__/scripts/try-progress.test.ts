import { Progress } from "../../scripts/try/progress";

function reportsOf(lines: string[]): string[] {
  const reports: string[] = [];
  const progress = new Progress((text) => reports.push(text));
  lines.forEach((line) => progress.line(line));
  return reports;
}

test("nothing is said before the plan, when only look-ups run", () => {
  expect(reportsOf(["data.aws_vpc.vpc: Refreshing...", "Terraform 1.11.4"])).toEqual([]);
});

test("counts what is done and names what takes longest", () => {
  const reports = reportsOf([
    "Plan: 3 to add, 0 to change, 0 to destroy.",
    "aws_lb.web: Creating...",
    "aws_eip.one: Creating...",
    "aws_eip.one: Creation complete after 1s [id=eipalloc-1]",
    "aws_lb.web: Still creating... [10s elapsed]",
    "module.web.aws_instance.two: Creating...",
    "aws_lb.web: Creation complete after 1m1s [id=arn]",
    "module.web.aws_instance.two: Still creating... [1m10s elapsed]",
  ]);
  expect(reports).toEqual([
    "0 of 3 resources",
    "0 of 3 resources; aws_lb",
    "0 of 3 resources; aws_lb",
    "1 of 3 resources; aws_lb",
    "1 of 3 resources; aws_lb: 10 of about 60 s, the provider's own wait",
    "1 of 3 resources; aws_lb: 10 of about 60 s, the provider's own wait",
    "2 of 3 resources; aws_instance",
    "2 of 3 resources; aws_instance: 70 s",
  ]);
});

test("follows a destroy, whose lines name ids", () => {
  const reports = reportsOf([
    "Plan: 0 to add, 0 to change, 1 to destroy.",
    "aws_db_instance.db: Destroying... [id=db-1]",
    "aws_db_instance.db: Still destroying... [id=db-1, 20s elapsed]",
    "aws_db_instance.db: Destruction complete after 30s",
  ]);
  expect(reports.slice(1)).toEqual([
    "0 of 1 resources; aws_db_instance",
    "0 of 1 resources; aws_db_instance: 20 s",
    "1 of 1 resources",
  ]);
});
