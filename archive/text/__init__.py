"""Reading news text: pure functions from strings to values, importing nothing of this project outside this room."""
