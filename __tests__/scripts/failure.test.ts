import { InputError } from "../../modules";
import { failureText } from "../../stacks/failure";

test("a refused input is its message, and nothing of our code", () => {
  const problem = { input: "capacity.needed", message: "capacity.needed must be at least 1, got 0." };
  expect(failureText(new InputError('MultiAz "web"', [problem]))).toBe(
    'MultiAz "web": 1 input is refused\n  - capacity.needed must be at least 1, got 0.',
  );
});

test.each(["Validation failed with the following errors:\n  [a] b", "Not published:\n  - a"])(
  "so is %j",
  (message) => expect(failureText(new Error(message))).toBe(message),
);

test("an error that nobody foresaw keeps its frames", () => {
  expect(failureText(new TypeError("x is undefined"))).toMatch(/^TypeError: x is undefined\n\s+at /);
  expect(failureText("a string")).toBe("a string");
});

test("a mistyped option is named, without frames", () => {
  const mistyped = Object.assign(new TypeError("Unknown option '--chek'"), {
    code: "ERR_PARSE_ARGS_UNKNOWN_OPTION",
  });
  expect(failureText(mistyped)).toBe("Unknown option '--chek'");
});
