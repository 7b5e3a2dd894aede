/** One base, three tiers; `npm run test:unit`, `test:engine` and `test:drills` pick one by `--selectProjects`. */
const base = {
  testEnvironment: "node",
  transform: {
    "^.+\\.tsx?$": [
      "@swc/jest",
      { jsc: { parser: { syntax: "typescript" }, target: "es2022" }, module: { type: "commonjs" } },
    ],
  },
  setupFilesAfterEnv: ["<rootDir>/setup.js"],
  modulePathIgnorePatterns: ["<rootDir>/cdktf.out", "<rootDir>/dist", "<rootDir>/.cache"],
};

module.exports = {
  projects: [
    {
      ...base,
      displayName: "unit",
      testMatch: ["<rootDir>/__tests__/**/*.test.ts"],
      testPathIgnorePatterns: ["/node_modules/", "/__tests__/engine/", "/__tests__/drills/"],
    },
    { ...base, displayName: "engine", testMatch: ["<rootDir>/__tests__/engine/**/*.test.ts"] },
    { ...base, displayName: "drills", testMatch: ["<rootDir>/__tests__/drills/**/*.test.ts"] },
  ],
};
