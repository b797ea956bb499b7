"""A model law: a text recommended to the member parliaments, from title to uptake."""
