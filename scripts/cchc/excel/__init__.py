"""Reports and progress in Excel: a workbook an agency fills in, and what such a workbook says as a data file.

`sheets` says once which value stands in which column. `content`, `guide`, `form` and `paper` write workbooks by it;
`opened`, `cells`, `table`, `building`, `reading`, `drafting` and `landing` read them by it.
"""
