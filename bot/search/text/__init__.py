"""From text to terms: what makes two words the same word to the search."""
