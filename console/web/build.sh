#!/bin/sh
# Builds the page into the folder that is given, and does nothing where nothing has changed.
set -eu
cd "$(dirname "$0")"
out=$1

if ! found=$(node --version 2> /dev/null); then
  echo "The console's page needs Node.js 20.19 or newer, and there is no 'node' here. Install it, or build the services alone with -DskipConsole." >&2
  exit 1
fi
if ! node -e 'const [major, minor] = process.versions.node.split(".").map(Number); process.exit(major > 20 || (major === 20 && minor >= 19) ? 0 : 1)'; then
  echo "The console's page needs Node.js 20.19 or newer, and this is $found. Install a newer one, or build the services alone with -DskipConsole." >&2
  exit 1
fi

# npm writes this file when it has installed everything.
if [ ! -f node_modules/.package-lock.json ] || [ package-lock.json -nt node_modules/.package-lock.json ]; then
  npm ci --ignore-scripts --no-audit --no-fund
fi
SYNCLINE_WEB_OUT=$out exec node scripts/build.mjs
