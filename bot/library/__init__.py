"""Files into the store and the engines, watched; and a snapshot that answers while they change."""
