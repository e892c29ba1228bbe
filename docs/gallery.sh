#!/usr/bin/env bash
# Draws the pictures of docs/src/gallery.md: templates as LibreOffice prints them.
# Debian: apt-get install --no-install-recommends libreoffice-calc poppler-utils
set -euo pipefail
cd "$(dirname "$0")/.."
cargo build --quiet
roster=$(realpath "${CARGO_TARGET_DIR:-target}/debug/roster")
images=$(realpath docs/src/images)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

"$roster" init --provider dentist=Provider --role front-desk=Receptionist --location lehi=Lehi >/dev/null 2>&1
# People with mistakes: a name with a space before it, a check digit, a ZIP Code without its +4, a number twice.
cat >dentist--lehi.csv <<'END'
First Name,Last Name,Username,Email,Phone Number,Provider (YES/NO),Shortname,Address,City,State,ZIP Code,NPI,DEA,TIN,State ID
Ana,Chen,achen,ana.chen@example.com,8015550123,YES,ACHEN,100 Example Street,Lehi,UT,840430000,1245319599,AC1234563,12-3456789,"""1234567"""
Ben,Okafor,ben okafor,ben.okafor@example.com,801-555-0124,YES,BOKAF,100 Example Street,Lehi,UT,84043,1245319590,BO1234563,123456789,"""2345678"""
 Cleo,Ortiz,cortiz,cleo.ortiz@example,8015550,YES,ACHEN,100 Example Street,Lehi,Utah,840430000,1245319599,CO1234564,12-3456789,
Dora,Lund,,,,,,,,,,,,,
END
"$roster" template --format xlsx -o blank >/dev/null
"$roster" template --format xlsx --role dentist --prefill dentist--lehi.csv -o filled >/dev/null

# workbook, page of the print, name of the picture, height to keep (of 1190 dots)
draw() {
  soffice --headless "-env:UserInstallation=file://$work/profile" --convert-to pdf --outdir "$work" "$1" >/dev/null 2>&1
  pdftoppm -r 140 -f "$2" -l "$2" -x 40 -y 50 -W 1460 -H "$4" -png -singlefile "$work/$(basename "${1%.*}").pdf" "$images/$3"
}
draw blank/dentist--lehi.xlsx 1 template-providers 70
draw filled/dentist--lehi.xlsx 1 template-marks 150
draw blank/dentist--lehi.xlsx 2 template-hints 950
draw blank/front-desk--lehi.xlsx 1 template-staff 110
