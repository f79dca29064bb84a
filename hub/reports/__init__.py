"""What is handed in: the figures of a period, gathered once and written in many forms.

`gather` makes a `Report` of facts, pure; `page`, `paper`, `sheets`, `lines` and `plain`
write the same one as HTML, PDF, XLSX, CSV and JSON.
"""
