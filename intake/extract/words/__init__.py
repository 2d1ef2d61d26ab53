"""What every reader of a page needs: words in lines and phrases, and the words that the label mappings know."""
