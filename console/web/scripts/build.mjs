// The whole build of the page: types of the services, check, tests, files. It is left out where nothing has changed since the last one.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";

const web = join(dirname(fileURLToPath(import.meta.url)), "..");
const out = process.env.SYNCLINE_WEB_OUT ?? join(web, "dist");
const mark = join(web, "node_modules/.cache/syncline-built");
const inputs = ["index.html", "package.json", "package-lock.json", "tsconfig.json", "vite.config.ts", "public", "scripts", "src", "../../openapi"];

function files(path) {
  if (!existsSync(path)) {
    return [];
  }
  return statSync(path).isDirectory()
    ? readdirSync(path).sort().filter((name) => name !== "generated").flatMap((name) => files(join(path, name)))
    : [path];
}

function fingerprint() {
  const hash = createHash("sha256").update(out);
  for (const file of inputs.flatMap((input) => files(join(web, input)))) {
    hash.update(relative(web, file)).update(readFileSync(file));
  }
  return hash.digest("hex");
}

function run(script, ...args) {
  execFileSync(process.execPath, [join(web, script), ...args], { cwd: web, stdio: "inherit", env: { ...process.env, SYNCLINE_WEB_OUT: out } });
}

const now = fingerprint();
if (existsSync(mark) && readFileSync(mark, "utf8") === now && existsSync(join(out, "index.html"))) {
  console.log("The page is up to date");
} else {
  run("scripts/api.mjs");
  run("node_modules/typescript/bin/tsc", "--noEmit");
  run("node_modules/vitest/vitest.mjs", "run");
  run("node_modules/vite/bin/vite.js", "build", "--logLevel", "warn");
  mkdirSync(dirname(mark), { recursive: true });
  writeFileSync(mark, now);
}
