"""A searchable full-text archive of news articles: sources, catalogue, REST API, search page and command line."""
