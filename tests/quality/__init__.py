"""How good the extraction is: measures on real text, each with a floor that is never lowered silently."""
