"""文書: letters, statements and reports, as PDF.

    write_pdf(path, [Document(title, [Text("..."), Grid(heads, rows, right)], "ja", day, reference)])

Many documents may go into one file. Needs the extra `pdf`.
"""

from hozen.faces.reports.pdf.blocks import Block, Document, Gap, Grid, Heading, Pairs, Text
from hozen.faces.reports.pdf.fonts import Typeface, typeface
from hozen.faces.reports.pdf.write import pdf_of, write_pdf

__all__ = [
    "Block",
    "Document",
    "Gap",
    "Grid",
    "Heading",
    "Pairs",
    "Text",
    "Typeface",
    "pdf_of",
    "typeface",
    "write_pdf",
]
