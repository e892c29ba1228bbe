"""Opens annotated workbooks as openpyxl does: python3 annotated.py look FILE | correct FILE OUT SHEET!CELL=TEXT..."""

import json
import sys

import openpyxl

book = openpyxl.load_workbook(sys.argv[2])


def look():
    """What stands in each cell, which cells are marked how, and where the links lead."""
    sheets = {}
    for sheet in book:
        cells = {cell.coordinate: cell for row in sheet.iter_rows() for cell in row}
        kinds = {cell.data_type for cell in cells.values()} - {"n"}
        numbers = [at for at, cell in cells.items() if cell.data_type == "n" and cell.value is not None]
        assert kinds <= {"s", "inlineStr"} and not numbers, (sheet.title, kinds, numbers)
        links = {at: cell.hyperlink.location for at, cell in cells.items() if cell.hyperlink}
        for location in links.values():
            name, _, at = location.rpartition("!")
            assert book[name[1:-1].replace("''", "'")][at].coordinate == at, location
        sheets[sheet.title] = {
            "cells": {at: cell.value for at, cell in cells.items() if cell.value is not None},
            "formats": sorted({cell.number_format for cell in cells.values() if cell.value is not None}),
            "colours": {at: cell.fill.start_color.rgb for at, cell in cells.items() if cell.fill.fill_type},
            "notes": {at: cell.comment.text for at, cell in cells.items() if cell.comment},
            "links": links,
            "heights": {str(row): size.height for row, size in sheet.row_dimensions.items() if size.height},
        }
    print(json.dumps(sheets))


def correct():
    for wish in sys.argv[4:]:
        place, text = wish.split("=", 1)
        sheet, cell = place.rsplit("!", 1)
        book[sheet][cell] = text
    book.save(sys.argv[3])


{"look": look, "correct": correct}[sys.argv[1]]()
