"""Stories: articles about the same thing, across outlets and days. Pure functions over history that a job passes in."""
