"""The words everybody in orderloom speaks: records, codes, values, mappings, masters, ledger, workspace."""
