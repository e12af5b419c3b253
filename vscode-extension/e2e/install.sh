#!/usr/bin/env bash
# Installs a real VS Code (code-server) and what it runs on: about 0.8 GB, once, into node_modules beside this file.
# Node 24 comes from npm, for code-server and the extension's tools alone.
set -euo pipefail
cd "$(dirname "$0")"

has_browser() { command -v chromium || command -v chromium-browser || command -v google-chrome; }
has_font() { ls /usr/share/fonts/truetype/dejavu/DejaVuSans.ttf || fc-list | grep DejaVu; }
has_kerberos() { test -e /usr/include/gssapi/gssapi.h || command -v krb5-config; }

missing=()
has_browser >/dev/null 2>&1 || missing+=(chromium)
has_font >/dev/null 2>&1 || missing+=(fonts-dejavu-core)
has_kerberos >/dev/null 2>&1 || missing+=(libkrb5-dev)
{ command -v make && command -v g++; } >/dev/null 2>&1 || missing+=(build-essential)
command -v npm >/dev/null 2>&1 || missing+=(npm)
if [ ${#missing[@]} -gt 0 ]; then
  if [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null; then
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
  else
    echo "The end-to-end run needs these packages (as Debian calls them): ${missing[*]}" >&2
    echo "Install them, for instance with: sudo apt-get install ${missing[*]}" >&2
    exit 1
  fi
fi

stamp="node_modules/.ready-$(cksum <package-lock.json | cut -d' ' -f1)"
if [ -e "$stamp" ]; then exit 0; fi
echo "Installing VS Code for the end-to-end run (some minutes, once) …"
log=$(mktemp)
trap 'echo "Installing failed:" >&2; tail -40 "$log" >&2' ERR
# Scripts come after: code-server's must run on Node 24, which is a package, too.
npm ci --ignore-scripts >"$log" 2>&1
npm rebuild node >>"$log" 2>&1
prefix=$(dirname "$(dirname "$PWD"/node_modules/node/node_modules/node-*/bin/node)")
PATH="$prefix/bin:$PATH" npm_config_nodedir="$prefix" npm rebuild --foreground-scripts >>"$log" 2>&1
rm "$log"
touch "$stamp"
