#!/bin/sh
# Compiles the styles and scripts into ../assets. For maintainers: it needs Node 20 or
# newer, and npm as it is set up on the machine. The outcome is committed.
set -eu
cd "$(dirname "$0")"
into=../assets.new  # put in place at the end, in one go
npm install --no-package-lock --no-audit --no-fund --ignore-scripts --loglevel=error
rm -rf "$into"
mkdir -p "$into/icons" "$into/licences"
bin=node_modules/.bin
"$bin/sass" --pkg-importer=node --load-path=. --load-path=node_modules \
  --style=compressed --no-source-map --quiet-deps --quiet main.scss "$into/main.css"
"$bin/esbuild" main.js --bundle --minify --format=esm --target=es2020 \
  --legal-comments=none --log-level=warning --outfile="$into/main.js"

# Only the icons that the styles name: no crown, no crest, no logotype.
cp service.svg "$into/icons/"
# (GOV.UK's own footer names the crest; it is never shown here.)
for icon in $(grep -o 'icons/icon-[a-z0-9-]*\.svg' "$into/main.css" | sort -u); do
  cp "node_modules/@ministryofjustice/frontend/moj/assets/images/$(basename "$icon")" \
    "$into/icons/"
done
if grep -q '@font-face' "$into/main.css"; then
  echo "main.css brings a font along: see main.scss" >&2
  exit 1
fi
cp licences/*.txt "$into/licences/"
(cd "$into" && find . -type f ! -name sha256sums.txt | sort | xargs sha256sum) \
  > sums.tmp
mv sums.tmp "$into/sha256sums.txt"
rm -rf ../assets
mv "$into" ../assets
du -sh ../assets
