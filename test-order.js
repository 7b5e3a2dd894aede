const { default: Sequencer } = require("@jest/test-sequencer");

/** What takes longest, for most of its time waiting: begun last, it would be alone at the end. */
const FIRST = [
  "try",
  "shop",
  "ha-database",
  "floating-interface",
  "ha-database-cluster",
  "deploy",
  "refused-inputs",
];

/** Jest's own order otherwise. */
module.exports = class extends Sequencer {
  sort(tests) {
    const rank = ({ path }) => {
      const index = FIRST.findIndex((name) => path.endsWith(`/${name}.test.ts`));
      return index < 0 ? FIRST.length : index;
    };
    return super.sort(tests).sort((one, other) => rank(one) - rank(other));
  }
};
