-- What is compared of the articles of `scope` before and after they are read again.
SELECT article_id, title, relevant, nature FROM articles SEMI JOIN scope USING (article_id)
