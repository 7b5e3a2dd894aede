import { App } from "cdktf";
import { settingsFrom } from "./settings";
import { ShopStack } from "./stack";

/** `npx cdktf deploy shop --app "node --import tsx examples/shop/main.ts"`; what may be set is in README.md. */
const app = new App();
new ShopStack(app, "shop", settingsFrom(process.env));
app.synth();
