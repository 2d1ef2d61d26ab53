"""Facts become something to look at: workbook, web page, picture."""
