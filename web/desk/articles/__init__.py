"""An article, and the story that it is part of."""
