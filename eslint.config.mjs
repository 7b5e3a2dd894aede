import { defineConfig } from "eslint/config";
import tseslint from "typescript-eslint";

/** What TypeScript lets pass over an input, and what is wrong with it where the input is a variable of the module. */
const overInputs = [
  {
    selector: "BinaryExpression[operator=/^[<>]=?$/]",
    message: "Over an input that is a token it is settled at synth: atMost, lessThan.",
  },
  {
    selector: "BinaryExpression[operator=/^[!=]==$/][left.type='MemberExpression'][right.type='Literal']",
    message: "Over an input that is a token it is settled at synth: equal.",
  },
  {
    selector: "MemberExpression[property.name='length'][object.type='MemberExpression']",
    message: "A list that is a token has the length 1: sizeOf.",
  },
  {
    selector: "MemberExpression[computed=true][property.type='Literal'][object.type='MemberExpression']",
    message: "A list that is a token has one member, which cannot be read: hcl`${list}[0]`.",
  },
];

/** Imports that cost seconds, or that lose values without a word. */
const restricted = {
  paths: [
    {
      name: "@cdktf/provider-aws",
      message: "5 s and 541 MB for one import: take @cdktf/provider-aws/lib/<resource>.",
    },
  ],
  patterns: [
    {
      group: ["cdktf", "cdktf/*"],
      importNames: ["Op"],
      message: "It loses a literal 0 (Op.gt(x, 0)): use the operators of modules/definition.",
    },
  ],
};

export default defineConfig(
  { ignores: ["node_modules/", "cdktf.out/", "dist/", "coverage/", ".cache/", "terraform/", "**/*.js"] },
  {
    files: ["**/*.ts"],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { project: "./tsconfig.json", tsconfigRootDir: import.meta.dirname } },
    rules: {
      "@typescript-eslint/no-explicit-any": "error",
      "@typescript-eslint/no-floating-promises": "error",
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_", varsIgnorePattern: "^_" }],
      "@typescript-eslint/switch-exhaustiveness-check": [
        "error",
        { considerDefaultExhaustiveForUnions: true },
      ],
      "no-restricted-imports": ["error", restricted],
      "@typescript-eslint/no-unused-expressions": ["error", { allowTernary: true }],
      // It takes `as never` for idle where it bridges two types on purpose; the compiler has the last word.
      "@typescript-eslint/no-unnecessary-type-assertion": "off",
      eqeqeq: "error",
      "no-control-regex": "error",
      "max-lines": ["error", { max: 250, skipComments: true, skipBlankLines: true }],
      "max-lines-per-function": ["error", { max: 60, skipComments: true, skipBlankLines: true }],
    },
  },
  {
    // A token is a non-empty string or a number far below zero, so `if (token)` compiles, and is always true.
    files: ["modules/**/*.ts", "stacks/**/*.ts", "examples/**/*.ts"],
    rules: {
      "@typescript-eslint/strict-boolean-expressions": [
        "error",
        { allowString: false, allowNumber: false, allowNullableObject: true, allowNullableBoolean: false },
      ],
    },
  },
  {
    // The simulator of schedules and the state store know no tokens: they are given plain values.
    files: ["modules/**/*.ts"],
    ignores: ["modules/definition/**", "modules/schedule/**", "modules/state-store/**"],
    rules: { "no-restricted-syntax": ["error", ...overInputs] },
  },
  {
    // The kit looks at schemas and at raw values, where a missing limit and 0 are told apart by hand.
    files: ["modules/definition/**/*.ts"],
    rules: {
      "@typescript-eslint/strict-boolean-expressions": "off",
      "@typescript-eslint/no-base-to-string": "off",
    },
  },
  {
    // A test is a list of cases; it takes values apart whose types nobody wrote down.
    files: ["__tests__/**/*.ts"],
    rules: {
      "max-lines": "off",
      "max-lines-per-function": "off",
      "@typescript-eslint/only-throw-error": "off",
      "@typescript-eslint/require-await": "off",
      "@typescript-eslint/restrict-template-expressions": "off",
      "@typescript-eslint/unbound-method": "off",
      "@typescript-eslint/no-unsafe-argument": "off",
      "@typescript-eslint/no-unsafe-assignment": "off",
      "@typescript-eslint/no-unsafe-call": "off",
      "@typescript-eslint/no-unsafe-member-access": "off",
      "@typescript-eslint/no-unsafe-return": "off",
    },
  },
);
