#!/usr/bin/env bash
# `make test-vscode`: unit tests, a .vsix, and a real VS Code that does with it what a user does.
set -euo pipefail
cd "$(dirname "$0")"
e2e/install.sh
PATH="$(dirname "$PWD"/e2e/node_modules/node/node_modules/node-*/bin/node):$PATH"
export PATH
if [ ! -d node_modules ] || [ package-lock.json -nt node_modules ]; then
  npm ci --silent
  touch node_modules
fi
npm test --silent
npm run package --silent -- out
vsix=$(echo out/unpushy-*.vsix)
node e2e/run.mjs "$vsix" out/screenshots
# The run is worth something only if it fails where the server is broken.
node e2e/broken.mjs "$vsix"
