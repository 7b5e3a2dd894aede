/**
 * One base, six tiers; `npm run test:unit`, `test:engine`, `test:fuzz`, `test:judges`, `test:versions` and `test:drills` pick
 * one by `--selectProjects`.
 */
const base = {
  testEnvironment: "node",
  // Types are checked by `npm run types`, once for all; here they are only taken out.
  transform: {
    "^.+\\.tsx?$": [
      "babel-jest",
      {
        babelrc: false,
        configFile: false,
        presets: ["@babel/preset-typescript"],
        // Node.js 20 does not know `using`.
        plugins: [
          "@babel/plugin-transform-explicit-resource-management",
          "@babel/plugin-transform-modules-commonjs",
        ],
      },
    ],
  },
  globalSetup: "<rootDir>/global-setup.js",
  setupFilesAfterEnv: ["<rootDir>/setup.js"],
  modulePathIgnorePatterns: ["<rootDir>/cdktf.out", "<rootDir>/dist", "<rootDir>/.cache"],
};

module.exports = {
  testSequencer: "<rootDir>/test-order.js",
  projects: [
    {
      ...base,
      displayName: "unit",
      testMatch: ["<rootDir>/__tests__/**/*.test.ts"],
      testPathIgnorePatterns: ["/node_modules/", "/__tests__/(engine|drills|judges|fuzz|versions)/"],
    },
    { ...base, displayName: "engine", testMatch: ["<rootDir>/__tests__/engine/**/*.test.ts"] },
    { ...base, displayName: "fuzz", testMatch: ["<rootDir>/__tests__/fuzz/**/*.test.ts"] },
    { ...base, displayName: "judges", testMatch: ["<rootDir>/__tests__/judges/**/*.test.ts"] },
    { ...base, displayName: "versions", testMatch: ["<rootDir>/__tests__/versions/**/*.test.ts"] },
    { ...base, displayName: "drills", testMatch: ["<rootDir>/__tests__/drills/**/*.test.ts"] },
  ],
};
