"""Prints the first row of the first sheet of each workbook, its cells separated by tabs."""

import sys

import openpyxl

for path in sys.argv[1:]:
    sheet = openpyxl.load_workbook(path).worksheets[0]
    header = next(sheet.iter_rows(min_row=1, max_row=1, values_only=True))
    print("\t".join(str(value) for value in header))
