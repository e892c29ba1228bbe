#!/bin/sh
# Puts Visual Studio Code's workbench, as code-server serves it to a browser, and the driver of a browser into a folder.
# Needs Node 20 with its headers, npm, a C++ compiler and Python; a browser (Debian's chromium) to look at it.
set -eu
mkdir -p "$1"
cd "$1"
[ -f package.json ] || echo '{ "private": true }' >package.json
# The last line of code-server that is content with Node 20. Its install script asks for more than there is.
npm install --ignore-scripts --no-audit --no-fund --silent code-server@4.100.3 playwright-core@1.65.1

# npm has it among its own, as its makers pack it or as Debian does.
npm=$(dirname "$(dirname "$(readlink -f "$(command -v npm)")")")
gyp=$(find "$npm/node_modules" /usr/share/nodejs -path '*/node-gyp/bin/node-gyp.js' 2>/dev/null | head -n 1)
code=$PWD/node_modules/code-server/lib/vscode
# What is written in C++ is built here: nothing that was built elsewhere is fetched.
built() {
  (cd "$1" && node "$gyp" rebuild --nodedir=/usr >"$2" 2>&1) || {
    cat "$2" >&2
    exit 1
  }
}
(cd "$code" && npm install --omit=dev --ignore-scripts --no-audit --no-fund --silent)
for module in @vscode/spdlog native-watchdog node-pty; do
  built "$code/node_modules/$module" "$PWD/build.log"
done
ln -sfn node_modules "$code/node_modules.asar"
ln -sf code-server-linux.sh "$code/bin/remote-cli/code-server"
ln -sf browser-linux.sh "$code/bin/helpers/browser.sh"
# The one module that has node-gyp find its way by another program.
(
  cd node_modules/argon2
  PATH="$OLDPWD/node_modules/.bin:$PATH" npm_config_nodedir=/usr npm_config_node_gyp=$gyp \
    node-pre-gyp rebuild --build-from-source --nodedir=/usr >>"$OLDPWD/build.log" 2>&1
)
node node_modules/code-server/out/node/entry.js --version
: >ready
