"""Make the sample factory: the truth first, then the papers; knows nothing of the product."""
