"""The answer inside the sentence: which words of a quote are the person, date, place or number asked for."""
