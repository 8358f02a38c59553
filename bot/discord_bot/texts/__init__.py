"""What the bot says in its own words, in each language that it speaks. Quotes are never translated."""
