"""The commands of `archive`, a file for each thing one does with an archive."""
